# SPDX-License-Identifier: GPL-2.0-or-later
"""scripts.py - statements, programs and whole scripts of random expressions."""
import random

import semantics as sem
from programs import Expressions, Leave, Names, State, literal, quoted
from semantics import ScriptError


class Statement:
    """Lines of text, and what they do; parts can be left out to make it smaller."""

    def __init__(self, head, run, blocks=(), tail=""):
        self.head, self.do, self.blocks, self.tail = head, run, blocks, tail

    def lines(self, indent):
        out = "\t" * indent + self.head
        for i, block in enumerate(self.blocks):
            out += (" " + self.tail if i else "") + " {\n" + block.lines(indent + 1) + "\t" * indent + "}"
        return out + ("\n" if self.blocks else ";\n")

    def run(self, s):
        s.step()
        self.do(s)


class Block:
    def __init__(self, statements):
        self.all = statements
        self.left_out = set()

    def lines(self, indent):
        return "".join(st.lines(indent) for i, st in enumerate(self.all) if i not in self.left_out)

    def run(self, s):
        for i, st in enumerate(self.all):
            if i not in self.left_out:
                st.run(s)


class ArrayDecl:
    def __init__(self, name, keys, kind, size, wraps):
        self.name, self.keys, self.kind, self.size, self.wraps = name, keys, kind, size, wraps

    def of(self, s):
        return s.globals[self.name]

    def text(self):
        return "global %s%s[%d]" % (self.name, "%" if self.wraps else "", self.size)

    def fresh(self):
        return sem.Array(self.size, self.wraps, 0 if self.kind == "long" else "")


class StatDecl:
    """One statistic, or an array of them with a long for its key."""

    def __init__(self, name, key, shift, hist):
        self.name, self.key, self.shift, self.hist = name, key, shift, hist
        self.sorted = False

    def of(self, s, at):
        return s.globals[self.name].get(at)

    def need(self, s, at):
        a = s.globals[self.name]
        if at not in a.of:
            a.put(at, sem.Stat(self.shift, self.hist))
        return a.of[at]

    def text(self):
        return "global %s" % self.name + ("[9]" if self.key else "")

    def fresh(self):
        return sem.Array(9 if self.key else 1, False, sem.Stat(self.shift, self.hist))


class Function:
    """f(n, s): of n & 3, so that it may call itself with less."""

    def __init__(self, name, kind):
        self.name, self.kind, self.body = name, kind, None

    def call(self, s, n, text):
        saved = s.locals
        s.step()
        s.depth += 1
        if s.depth > DEPTH:
            raise sem.Unclear
        s.locals = {"n": n, "s": s.cut(text), "v": 0, "w": ""}
        try:
            self.body.run(s)
        except Leave as leave:
            if leave.how != "return":
                raise
            return leave.value
        finally:
            s.locals = saved
            s.depth -= 1
        return 0 if self.kind == "long" else ""

    def text(self):
        return "function %s:%s(n:long, s:string) {\n\tv = 0; w = \"\"; if (v) print(w)\n%s}\n" % (
            self.name, self.kind, self.body.lines(1))


class Statements(Expressions):
    def block(self, n, depth, most=4):
        return Block([self.statement(n, depth) for _ in range(self.r.randrange(1, most))])

    def statement(self, n, depth):
        makers = [self.set_long, self.set_string, self.set_long, self.print, self.print, self.printf]
        if n.arrays:
            makers += [self.set_element, self.set_element, self.set_element, self.delete]
        if n.stats:
            makers += [self.set_stat, self.set_stat, self.histogram]
        if depth > 0:
            makers += [self.if_else, self.loop, self.try_catch, self.if_matched]
            makers += [self.foreach, self.foreach] if n.arrays else []
            makers += [self.foreach_stat] if n.stat_arrays and not n.in_function else []
        if n.loops:
            makers.append(self.leave_loop)
        if self.chance(8):
            makers += [self.fail]
        if n.in_function and self.chance(3):
            makers = [self.give_back]
        return self.r.choice(makers)(n, depth - 1)

    def simple(self, e):
        return Statement(e.text, e.value)

    def set_long(self, n, _depth):
        return self.simple(self.assign_long(n, 3))

    def set_string(self, n, _depth):
        return self.simple(self.assign_string(n, 3))

    def set_element(self, n, _depth):
        free = [a for a in n.arrays if a.name not in n.busy]
        if not free:
            return self.print(n, 0)
        a = self.r.choice(free)
        key = self.key(a, n, 1)
        return self.simple(self.element_write(
            a, "%s[%s]" % (a.name, ", ".join(k.text for k in key)), key, n, 2))

    def set_stat(self, n, _depth):
        e = self.feed(n, 2)
        return self.simple(e) if "<<<" in e.text else self.print(n, 0)

    def print(self, n, _depth):
        es = self.any_list(n, 3)
        return Statement("println(%s)" % ", ".join(e.text for e in es),
                         lambda s: s.out.append("".join([str(e.value(s)) for e in es]) + "\n"))

    def printf(self, n, _depth):
        text, value = self.format(n, 2, "dixXoupscb")
        return Statement("printf(%s)" % text, lambda s: s.out.append(value(s)))

    def histogram(self, n, _depth):
        st, text, key = self.stat_of(n, 1)
        test = Statement("if (@count(%s))" % text, None, [Block([])])
        print_it = Statement("print(%s)" % (st.hist.text % text), None)
        test.blocks[0].all.append(print_it)

        def run(s):
            if st.of(s, key(s)).ask("count"):
                s.step()
                s.out.append(sem.draw(st.of(s, key(s))))
        test.do = run
        return test

    def delete(self, n, _depth):
        free = [a for a in n.arrays if a.name not in n.busy]
        if not free:
            return self.print(n, 0)
        a = self.r.choice(free)
        if self.chance(8):
            return Statement("delete %s" % a.name, lambda s: a.of(s).of.clear())
        key = [None if self.chance(4) else k for k in self.key(a, n, 1)]
        return Statement(
            "delete %s[%s]" % (a.name, ", ".join("*" if k is None else k.text for k in key)),
            lambda s: a.of(s).delete(tuple([None if k is None else k.value(s) for k in key])))

    def if_else(self, n, depth):
        c = self.long(n, 2)
        blocks = [self.block(n, depth) for _ in range(self.r.choice([1, 2]))]

        def run(s):
            if c.value(s):
                blocks[0].run(s)
            elif len(blocks) > 1:
                blocks[1].run(s)
        return Statement("if (%s)" % c.text, run, blocks, "else")

    def if_matched(self, n, _depth):
        name, p = self.r.choice(n.strings), self.pattern(2)
        if n.in_function:       # the match is the handler's
            return self.print(n, 0)
        inner = Statement("println(\"<\", matched(0), \">\")", None)

        def run(s):
            text = s.scope(name)[name]
            if sem.matches(p, text):
                s.step()
                s.out.append("<%s>\n" % sem.matched(p, text))
        return Statement("if (%s =~ %s)" % (name, quoted(p)), run, [Block([inner])])

    def loop(self, n, depth):
        name, times = "i%d" % n.loops, self.r.randrange(1, 5)
        if n.loops > 1:
            return self.print(n, 0)
        body = self.block(n.inside(loops=n.loops + 1), depth)

        def run(s):
            s.locals[name] = 0
            while s.locals[name] < times:
                s.step()
                try:
                    body.run(s)
                except Leave as leave:
                    if leave.how == "break":
                        break
                    if leave.how != "continue":
                        raise
                s.locals[name] += 1
        return Statement("for (%s = 0; %s < %d; %s++)" % (name, name, times, name), run, [body])

    def leave_loop(self, n, _depth):
        c, how = self.long(n, 1), self.r.choice(["break", "continue"])

        def run(s):
            if c.value(s):
                raise Leave(how)
        return Statement("if (%s) %s" % (c.text, how), run)

    def give_back(self, n, _depth):
        e = self.expr(n.in_function.kind, n, 2)

        def run(s):
            raise Leave("return", e.value(s))
        return Statement("return %s" % e.text, run)

    def fail(self, n, _depth):
        c, e = self.long(n, 1), self.string(n, 1)

        def run(s):
            if c.value(s):
                raise ScriptError(e.value(s))
        return Statement("if (%s) error(%s)" % (c.text, e.text), run)

    def try_catch(self, n, depth):
        name = self.r.choice(n.strings)
        body, caught = self.block(n, depth), self.block(n, 0, 3)

        def run(s):
            try:
                body.run(s)
            except ScriptError as error:
                s.scope(name)[name] = s.cut(str(error))
                caught.run(s)
        return Statement("try", run, [body, caught], "catch (%s)" % name)

    # ---- foreach

    def foreach(self, n, depth):
        free = [a for a in n.arrays if a.name not in n.busy]
        if not free or n.loops > 1:
            return self.print(n, 0)
        a = self.r.choice(free)
        names = ["k%d%s%d" % (n.loops, kind[0], i) for i, kind in enumerate(a.keys)]
        value = "v%d%s" % (n.loops, a.kind[0])
        sort, way = self.r.randrange(-2, len(a.keys) + 1), self.r.choice("+-")
        marked = [x + (way if i == sort else "") for i, x in enumerate(names)]
        by_value = way if sort == len(a.keys) else ""
        pattern = [self.key_part(k, n, 1) if self.chance(5) else None for k in a.keys]
        limit = self.long(n, 1) if self.chance(3) else None
        small = self.r.randrange(-1, 9)
        text = "foreach (%s%s = [%s] in %s%s%s)" % (
            value, by_value, ", ".join(marked), a.name,
            "[%s]" % ", ".join("*" if p is None else p.text for p in pattern) if any(pattern) else "",
            " limit %s %% 4 + %d" % (limit.text, small) if limit else "")
        inside = n.inside(loops=n.loops + 1, busy=n.busy | {a.name}, functions=[],
                          longs=n.longs + [x for x, k in zip(names, a.keys) if k == "long"],
                          strings=n.strings + [x for x, k in zip(names, a.keys) if k == "string"])
        inside.longs, inside.strings = inside.longs[:], inside.strings[:]
        (inside.longs if a.kind == "long" else inside.strings).append(value)
        body = self.block(inside, depth)

        def run(s):
            walk = a.of(s)
            # the keys of a slice come first, then the limit, then it is sorted
            p = tuple([None if x is None else x.value(s) for x in pattern])
            most = sem.remainder(limit.value(s), 4) + small if limit else 1 << 62
            if most <= 0 and 0 <= sort <= len(a.keys):
                raise sem.Unclear       # whether it is sorted
            self.sort(walk, sort, way == "-", most if limit else 0, len(a.keys))
            for at in list(walk.of)[:max(most, 0)]:
                s.step()
                if not sem.agrees(at, p):
                    continue
                s.locals.update(zip(names, at))
                s.locals[value] = walk.of[at]
                if not self.once(body, s):
                    break
        return Statement(text, run, [body])

    @staticmethod
    def sort(walk, sort, descending, limit, n_keys):
        if sort == n_keys:
            walk.sort(lambda k: walk.of[k], descending, limit)
        elif sort >= 0:
            walk.sort(lambda k: k[sort], descending, limit)

    @staticmethod
    def once(body, s):
        """The body of a loop; false when that ends it."""
        try:
            body.run(s)
        except Leave as leave:
            if leave.how == "break":
                return False
            if leave.how != "continue":
                raise
        return True

    def foreach_stat(self, n, _depth):
        """Sorted by its key: what else it may be is not said once it was sorted."""
        st, way = self.r.choice(n.stat_arrays), self.r.choice("+-")
        if n.loops > 1 or st.name in n.busy:
            return self.print(n, 0)
        name = "k%dl0" % n.loops
        ask = ["@%s(%s[%s])" % (what, st.name, name) for what in ("count", "sum", "min", "max", "avg")]
        inner = Statement("println(%s)" % ", \" \", ".join([name] + ask), None)

        def run(s):
            a = s.globals[st.name]
            for at in sorted(a.of, reverse=way == "-"):
                s.step()
                s.step()
                s.locals[name] = at[0]
                s.out.append(" ".join([str(at[0])] + [
                    str(a.of[at].ask(w)) for w in ("count", "sum", "min", "max", "avg")]) + "\n")
        return Statement("foreach ([%s%s] in %s)" % (name, way, st.name), run, [Block([inner])])


DEPTH = 8               # of calls; the runtime's bound must not be met
LOOP_LONGS = ["i0", "i1", "k0l0", "k1l0", "k0l1", "k1l1", "v0l", "v1l"]
LOOP_STRINGS = ["k0s0", "k1s0", "k0s1", "k1s1", "v0s", "v1s"]


class Program(Statements):
    """One begin probe, with all that is its own."""

    def __init__(self, seed, index):
        super().__init__(random.Random(seed))
        self.index = index
        self.longs, self.strings = ["gn%d" % index, "a", "b"], ["gs%d" % index, "s", "t"]
        self.arrays = [self.array(i) for i in range(self.r.randrange(1, 4))]
        self.stats = [self.stat(i) for i in range(self.r.randrange(3))]
        self.functions = []
        for i in range(self.r.randrange(3)):
            self.functions.append(self.function(i))
        self.body = self.block(self.names(["a", "b"], ["s", "t"]), 3, 10)

    def names(self, longs, strings):
        n = Names(self.longs[:1] + longs, self.strings[:1] + strings)
        n.functions, n.arrays = self.functions[:], self.arrays
        n.stats = self.stats
        n.stat_arrays = [st for st in self.stats if st.key]
        return n

    def array(self, i):
        keys = [self.r.choice(["long", "string"]) for _ in range(self.r.choice([1, 1, 2]))]
        return ArrayDecl("m%d_%d" % (self.index, i), keys, self.r.choice(["long", "string"]),
                         self.r.choice([2, 4, 40]), self.chance(4))

    def stat(self, i):
        step = self.r.choice([1, 2, 10, 100])
        start = self.r.randrange(-50, 50)
        hist = sem.Log() if self.chance(2) else \
            sem.Linear(start, start + step * self.r.randrange(1, 20), step)
        return StatDecl("x%d_%d" % (self.index, i), self.chance(3), self.r.choice([0, 0, 2, 8]), hist)

    def function(self, i):
        f = Function("f%d_%d" % (self.index, i), self.r.choice(["long", "string"]))
        n = self.names(["n", "v"], ["s", "w"])
        n.in_function = f
        n.arrays = []           # so that a foreach may call it
        n.stats = n.stat_arrays = []
        f.body = self.block(n, 2)
        if self.chance(2):
            f.body.all.append(self.recursion(f))
        f.body.all.append(self.give_back(n, 0))
        return f

    def recursion(self, f):
        name = "v" if f.kind == "long" else "w"

        def run(s):
            if s.locals["n"] > 0:
                s.step()
                s.locals[name] = f.call(s, s.locals["n"] - 1, s.locals["w"])
        return Statement("if (n > 0) %s = %s(n - 1, w)" % (name, f.name), run)

    # ---- its text

    def text(self):
        out = "global gn%d = 5\nglobal gs%d = \"g\"\n" % (self.index, self.index)
        out += "".join(d.text() + "\n" for d in self.arrays + self.stats)
        out += "".join(f.text() for f in self.functions)
        out += "probe begin(%d) {\n\tprintln(\"# %d\")\n\ta = b = 0; s = t = \"\"\n" % (self.index, self.index)
        out += "\t%s = 0\n\t%s = \"\"\n" % (" = ".join(LOOP_LONGS), " = ".join(LOOP_STRINGS))
        for a in self.arrays:   # so that their types are known
            zero = {"long": "0", "string": '""'}
            out += "\t%s[%s] = %s; delete %s\n" % (
                a.name, ", ".join(zero[k] for k in a.keys), zero[a.kind], a.name)
        out += "\ttry {\n%s\t} catch (s) { println(\"caught \", s) }\n" % self.body.lines(2)
        return out + "".join("\t%s\n" % line for line in self.ending()) + "}\n"

    def ending(self):
        for names in (["a", "b", "s", "t", self.longs[0], self.strings[0]], LOOP_LONGS, LOOP_STRINGS):
            yield "println(%s)" % ", \"|\", ".join(names)
        for a in self.arrays:
            names = ["k0%s%d" % (k[0], i) for i, k in enumerate(a.keys)]
            yield "foreach (v0%s = [%s] in %s) println(%s)" % (
                a.kind[0], ", ".join(names), a.name, ", \":\", ".join(names + ["v0" + a.kind[0]]))
        for st in self.stats:
            # each must be used in all ways, so that its kind is known
            at = st.name + ("[1]" if st.key else "")
            yield "%s <<< 1; println(@count(%s), \" \", @sum(%s), \" \", @max(%s))" % (at, at, at, at)
            if not st.key:
                yield "print(%s)" % (st.hist.text % at)

    # ---- what it prints

    def run(self, most):
        s = State(most)
        s.globals = {self.longs[0]: 5, self.strings[0]: "g"}
        s.globals.update((d.name, d.fresh()) for d in self.arrays + self.stats)
        s.locals = dict.fromkeys(["a", "b"] + LOOP_LONGS, 0)
        s.locals.update(dict.fromkeys(["s", "t"] + LOOP_STRINGS, ""))
        s.out.append("# %d\n" % self.index)
        try:
            self.body.run(s)
        except ScriptError as error:
            s.locals["s"] = s.cut(str(error))
            s.out.append("caught %s\n" % s.locals["s"])
        self.run_ending(s)
        return "".join(s.out)

    def run_ending(self, s):
        for names in (["a", "b", "s", "t", self.longs[0], self.strings[0]], LOOP_LONGS, LOOP_STRINGS):
            s.out.append("|".join([str(s.scope(x)[x]) for x in names]) + "\n")
        for a in self.arrays:
            for key, value in a.of(s).of.items():
                s.out.append(":".join([str(k) for k in key] + [str(value)]) + "\n")
        for st in self.stats:
            at = (1,) if st.key else ()
            st.need(s, at).add(1)
            s.out.append("%d %d %d\n" % tuple(st.of(s, at).ask(w) for w in ("count", "sum", "max")))
            if not st.key:
                s.out.append(sem.draw(st.of(s, at)))


def program(seed, index, most):
    """A program that is clear in all it does, and its output."""
    for attempt in range(100):
        p = Program("%s.%d" % (seed, attempt), index)
        try:
            return p, p.run(most)
        except (sem.Unclear, RecursionError):
            pass
    raise SystemExit("no clear program for seed %s" % seed)
