# why: what there is, is offered
stap -r $fixture -p2 -e 'probe kernel.function("area") { println($shap) }'
