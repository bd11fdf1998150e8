/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * location.c - location expressions, to trees that a handler can compute.
 *
 * An expression is run once, here, on a stack of trees instead of numbers.
 * Nothing in it is trusted: steps, depth and the stack have bounds, and what is
 * not known makes the variable one that cannot be had, with the reason.
 */
#include "loc_int.h"

#include <dwarf.h>
#include <stdlib.h>
#include <string.h>

#define STACK_MAX	32
#define STEPS_MAX	400
#define DEPTH_MAX	4		/* of pointers to what has no memory */
#define REGISTERS	16

struct run {
	const struct spot *at;
	Dwarf_Attribute *attr;
	const Dwarf_Op *ops;
	size_t n;
	unsigned int *steps;		/* left, for all of the runs */
	unsigned int depth;
	const char *why;		/* it failed */
	const struct di_node *stack[STACK_MAX];
	unsigned int sp;
	struct di_variable *out;
};

static bool fail(struct run *r, const char *why)
{
	if (!r->why)
		r->why = why;
	return false;
}

/* ---- trees ----------------------------------------------------------------------- */

static struct di_node *new_node(struct run *r, enum di_node_kind kind)
{
	struct di_node *n = arena_one(r->at->k->arena, struct di_node);

	n->kind = kind;
	return n;
}

static const struct di_node *number(struct run *r, int64_t v)
{
	struct di_node *n = new_node(r, DI_NUMBER);

	n->n = v;
	return n;
}

static const struct di_node *binary(struct run *r, enum di_op op, const struct di_node *a,
				    const struct di_node *b)
{
	struct di_node *n;

	if (op == DI_ADD && b->kind == DI_NUMBER) {
		if (!b->n)
			return a;
		if (a->kind == DI_BINARY && a->op == DI_ADD && a->right->kind == DI_NUMBER)
			return binary(r, DI_ADD, a->left, number(r,
				      (int64_t)((uint64_t)a->right->n + (uint64_t)b->n)));
		if (a->kind == DI_NUMBER)
			return number(r, (int64_t)((uint64_t)a->n + (uint64_t)b->n));
		if (a->kind == DI_ADDRESS) {
			n = new_node(r, DI_ADDRESS);
			n->n = (int64_t)((uint64_t)a->n + (uint64_t)b->n);
			return n;
		}
	}
	n = new_node(r, DI_BINARY);
	n->op = op;
	n->left = a;
	n->right = b;
	return n;
}

static const struct di_node *sized(struct run *r, enum di_node_kind kind,
				   const struct di_node *of, unsigned int size, bool is_signed)
{
	struct di_node *n = new_node(r, kind);

	n->left = of;
	n->size = size;
	n->is_signed = is_signed;
	return n;
}

static bool push(struct run *r, const struct di_node *n)
{
	if (!n)
		return false;
	if (r->sp == STACK_MAX)
		return fail(r, "its location is too deep");
	r->stack[r->sp++] = n;
	return true;
}

static const struct di_node *pop(struct run *r)
{
	if (!r->sp) {
		fail(r, "its location is damaged");
		return number(r, 0);
	}
	return r->stack[--r->sp];
}

static const struct di_node *reg(struct run *r, uint64_t i)
{
	struct di_node *n;

	if (i >= REGISTERS) {
		fail(r, "it is in a register that is not saved");
		return NULL;
	}
	n = new_node(r, DI_REGISTER);
	n->n = (int64_t)i;
	return n;
}

static bool push_address(struct run *r, uint64_t address)
{
	uint64_t stext = r->at->k->dwarf->index.head->stext;
	struct di_node *n;

	if (address < stext)
		return fail(r, "there is one for each CPU");
	n = new_node(r, DI_ADDRESS);
	n->n = (int64_t)(address - stext);
	return push(r, n);
}

static bool push_based(struct run *r, uint64_t i, int64_t offset)
{
	const struct di_node *base = reg(r, i);

	return base && push(r, binary(r, DI_ADD, base, number(r, offset)));
}

/* ---- other expressions that one refers to ---------------------------------------------- */

static bool run_from(struct run *r, size_t i);

/* Runs ops on their own; what they leave is pushed: a register's value, or the address. */
static bool push_result(struct run *r, Dwarf_Attribute *attr, const Dwarf_Op *ops, size_t n)
{
	struct di_variable v = { .form = DI_LOST };
	struct run inner = {
		.at = r->at, .attr = attr, .ops = ops, .n = n, .steps = r->steps,
		.depth = r->depth + 1, .out = &v,
	};

	if (r->depth == DEPTH_MAX)
		return fail(r, "its location is too deep");
	if (!run_from(&inner, 0))
		return fail(r, inner.why);
	if (!v.node || v.high)
		return fail(r, "its location is damaged");
	return push(r, v.node);
}

/* The frame of the caller ends where this one begins. */
static bool push_cfa(struct run *r)
{
	Dwarf_Frame *frame = r->at->pc ? dwarf_frame_at(r->at->k, r->at->pc) : NULL;
	Dwarf_Op *ops;
	size_t n;
	bool ok;

	if (!frame)
		return fail(r, "nothing is known of the stack there");
	ok = !dwarf_frame_cfa(frame, &ops, &n) && n ? push_result(r, NULL, ops, n) :
	     fail(r, "nothing is known of the stack there");
	free(frame);
	return ok;
}

static bool push_frame_base(struct run *r, int64_t offset)
{
	Dwarf_Die function = r->at->function;
	Dwarf_Attribute a;
	Dwarf_Op *ops;
	size_t n;

	if (!r->at->has_function || !dwarf_attr_integrate(&function, DW_AT_frame_base, &a) ||
	    dwarf_getlocation_addr(&a, r->at->pc, &ops, &n, 1) != 1)
		return fail(r, "nothing is known of the stack there");
	return push_result(r, &a, ops, n) &&
	       push(r, binary(r, DI_ADD, pop(r), number(r, offset)));
}

/* To be kept when the function is called: it is known by its frame then. */
static bool push_kept(struct run *r, const Dwarf_Op *ops, size_t n)
{
	uint64_t stext = r->at->k->dwarf->index.head->stext, entry, end;
	Dwarf_Die function = r->at->function;
	struct di_node *kept;

	entry = r->at->has_function ? die_entry(&function, &end) : 0;
	if (entry < stext || n != 1 || ops->atom < DW_OP_reg0 ||
	    ops->atom >= DW_OP_reg0 + REGISTERS)
		return fail(r, "only its value at the entry of the function is known there");
	if (!push_cfa(r))
		return false;
	kept = new_node(r, DI_ENTRY);
	kept->n = ops->atom - DW_OP_reg0;
	kept->entry = entry - stext;
	kept->left = pop(r);
	return push(r, kept);
}

/* A register as it was when the function was called: at its entry that is now. */
static bool push_entry_value(struct run *r, const Dwarf_Op *op)
{
	Dwarf_Attribute a;
	Dwarf_Op *ops;
	size_t n;

	if (!r->attr || dwarf_getlocation_attr(r->attr, op, &a) ||
	    dwarf_getlocation(&a, &ops, &n))
		return fail(r, "its location is damaged");
	return r->at->is_entry ? push_result(r, &a, ops, n) : push_kept(r, ops, n);
}

/* The size and sign of the base type that an operation names; 0: the machine's own. */
static bool base_type(struct run *r, const Dwarf_Op *op, unsigned int *size, bool *is_signed)
{
	const struct di_type *t;
	Dwarf_Die die;

	*size = 0;
	if (!op->number && op->atom != DW_OP_regval_type && op->atom != DW_OP_deref_type)
		return true;
	if (!r->attr || dwarf_getlocation_die(r->attr, op, &die))
		return fail(r, "its location is damaged");
	t = di_type_strip(dwarf_type_at(r->at->k, &die));
	if ((t->kind != DI_INT && t->kind != DI_POINTER && t->kind != DI_ENUM) ||
	    (t->size != 1 && t->size != 2 && t->size != 4 && t->size != 8))
		return fail(r, "it is computed from what is no integer of 64 bits at most");
	*size = (unsigned int)t->size;
	*is_signed = t->is_signed;
	return true;
}

static bool convert(struct run *r, const Dwarf_Op *op)
{
	unsigned int size;
	bool is_signed;

	if (!base_type(r, op, &size, &is_signed))
		return false;
	return !size || size == 8 || push(r, sized(r, DI_NARROW, pop(r), size, is_signed));
}

static bool typed_register(struct run *r, const Dwarf_Op *op)
{
	const struct di_node *value = reg(r, op->number);
	unsigned int size;
	bool is_signed;

	if (!value || !base_type(r, op, &size, &is_signed))
		return false;
	return push(r, size == 8 ? value : sized(r, DI_NARROW, value, size, is_signed));
}

static bool load(struct run *r, uint64_t size)
{
	if (size != 1 && size != 2 && size != 4 && size != 8)
		return fail(r, "its location is damaged");
	return push(r, sized(r, DI_LOAD, pop(r), (unsigned int)size, false));
}

/* ---- operations --------------------------------------------------------------------------- */

static bool arithmetic(struct run *r, enum di_op op)
{
	const struct di_node *right = pop(r), *left = pop(r);

	return push(r, binary(r, op, left, right));
}

static bool pick(struct run *r, uint64_t depth)
{
	return depth < r->sp ? push(r, r->stack[r->sp - 1 - depth]) :
	       fail(r, "its location is damaged");
}

static bool swap(struct run *r, bool three)
{
	const struct di_node *a = pop(r), *b = pop(r), *c = three ? pop(r) : NULL;

	if (!three)
		return push(r, a) && push(r, b);
	return push(r, a) && push(r, c) && push(r, b);
}

/* Those of two operands, DI_ADD to DI_GE; -1: another. */
static int operator_of(unsigned int atom)
{
	switch (atom) {
	case DW_OP_plus: return DI_ADD;
	case DW_OP_minus: return DI_SUB;
	case DW_OP_mul: return DI_MUL;
	case DW_OP_div: return DI_DIV;
	case DW_OP_and: return DI_AND;
	case DW_OP_or: return DI_OR;
	case DW_OP_xor: return DI_XOR;
	case DW_OP_shl: return DI_SHL;
	case DW_OP_shr: return DI_SHR;
	case DW_OP_shra: return DI_SAR;
	case DW_OP_eq: return DI_EQ;
	case DW_OP_ne: return DI_NE;
	case DW_OP_lt: return DI_LT;
	case DW_OP_le: return DI_LE;
	case DW_OP_gt: return DI_GT;
	case DW_OP_ge: return DI_GE;
	default: return -1;
	}
}

static bool absolute(struct run *r)
{
	const struct di_node *v = pop(r), *minus = binary(r, DI_SUB, number(r, 0), v);
	struct di_node *n = new_node(r, DI_SELECT);

	n->cond = binary(r, DI_LT, v, number(r, 0));
	n->left = minus;
	n->right = v;
	return push(r, n);
}

/* Operations that only change the stack. */
static bool step(struct run *r, const Dwarf_Op *op)
{
	int o = operator_of(op->atom);

	if (o >= 0)
		return arithmetic(r, (enum di_op)o);
	if (op->atom >= DW_OP_lit0 && op->atom <= DW_OP_lit31)
		return push(r, number(r, op->atom - DW_OP_lit0));
	if (op->atom >= DW_OP_breg0 && op->atom <= DW_OP_breg31)
		return push_based(r, op->atom - DW_OP_breg0, (int64_t)op->number);
	switch (op->atom) {
	case DW_OP_addr: return push_address(r, op->number);
	case DW_OP_const1u: case DW_OP_const1s: case DW_OP_const2u: case DW_OP_const2s:
	case DW_OP_const4u: case DW_OP_const4s: case DW_OP_const8u: case DW_OP_const8s:
	case DW_OP_constu: case DW_OP_consts:
		return push(r, number(r, (int64_t)op->number));
	case DW_OP_bregx: return push_based(r, op->number, (int64_t)op->number2);
	case DW_OP_fbreg: return push_frame_base(r, (int64_t)op->number);
	case DW_OP_call_frame_cfa: return push_cfa(r);
	case DW_OP_dup: return pick(r, 0);
	case DW_OP_over: return pick(r, 1);
	case DW_OP_pick: return pick(r, op->number);
	case DW_OP_drop: return pop(r) && !r->why;
	case DW_OP_swap: return swap(r, false);
	case DW_OP_rot: return swap(r, true);
	case DW_OP_plus_uconst:
		return push(r, binary(r, DI_ADD, pop(r), number(r, (int64_t)op->number)));
	case DW_OP_neg: return push(r, binary(r, DI_SUB, number(r, 0), pop(r)));
	case DW_OP_not: return push(r, binary(r, DI_XOR, pop(r), number(r, -1)));
	case DW_OP_abs: return absolute(r);
	case DW_OP_deref: return load(r, 8);
	case DW_OP_deref_size: case DW_OP_deref_type: case DW_OP_GNU_deref_type:
		return load(r, op->number);
	case DW_OP_entry_value: case DW_OP_GNU_entry_value: return push_entry_value(r, op);
	case DW_OP_convert: case DW_OP_GNU_convert:
	case DW_OP_reinterpret: case DW_OP_GNU_reinterpret: return convert(r, op);
	case DW_OP_regval_type: case DW_OP_GNU_regval_type: return typed_register(r, op);
	case DW_OP_nop: return true;
	default:
		return fail(r, "its location is of a kind that is not supported");
	}
}

/* ---- results ------------------------------------------------------------------------------- */

/* Bytes of the file, as a number of up to 16. */
static bool take_block(struct run *r, const Dwarf_Op *op)
{
	uint64_t words[2] = { 0 };
	Dwarf_Attribute a;
	Dwarf_Block b;

	if (!r->attr || dwarf_getlocation_attr(r->attr, op, &a) || dwarf_formblock(&a, &b))
		return fail(r, "its location is damaged");
	if (b.length > sizeof(words))
		return fail(r, "it is a constant of more than 16 bytes");
	memcpy(words, b.data, b.length);
	r->out->form = DI_COMPUTED;
	r->out->node = number(r, (int64_t)words[0]);
	r->out->high = b.length > 8 ? number(r, (int64_t)words[1]) : NULL;
	return true;
}

static bool take_pointer(struct run *r, const Dwarf_Op *op)
{
	struct di_variable *to = arena_one(r->at->k->arena, struct di_variable);
	Dwarf_Die die;

	if (!r->attr || dwarf_getlocation_die(r->attr, op, &die))
		return fail(r, "its location is damaged");
	if (op->number2)
		return fail(r, "it is a pointer into what has no memory");
	to->name = dwarf_diename(&die) ?: "";
	to->type = dwarf_type_attr(r->at->k, &die);
	location_of(r->at, &die, to, r->depth + 1);
	if (to->form == DI_LOST)
		return fail(r, to->why);
	r->out->form = DI_POINTER_LOST;
	r->out->to = to;
	return true;
}

/* One piece is complete: its bytes become part of the value. */
static bool take_piece(struct run *r, const struct di_node *value, unsigned int at,
		       unsigned int size)
{
	const struct di_node **word = at < 8 ? &r->out->node : &r->out->high;

	if (!value)
		return fail(r, "a part of it is not there");
	if (at % 8 + size > 8 || at + size > 16)
		return fail(r, "it is in pieces that do not fit");
	if (size < 8)
		value = sized(r, DI_NARROW, value, size, false);
	if (at % 8)
		value = binary(r, DI_SHL, value, number(r, 8 * (at % 8)));
	*word = *word ? binary(r, DI_OR, *word, value) : value;
	r->out->form = DI_COMPUTED;
	return true;
}

/* What a piece is: a register, a value, or memory of so many bytes. */
static const struct di_node *piece_value(struct run *r, const Dwarf_Op *last, unsigned int size)
{
	if (!last)
		return NULL;
	if (last->atom >= DW_OP_reg0 && last->atom <= DW_OP_reg31)
		return reg(r, last->atom - DW_OP_reg0);
	if (last->atom == DW_OP_regx)
		return reg(r, last->number);
	if (last->atom == DW_OP_stack_value)
		return pop(r);
	return load(r, size) ? pop(r) : NULL;
}

static bool is_register(const Dwarf_Op *op)
{
	return (op->atom >= DW_OP_reg0 && op->atom <= DW_OP_reg31) || op->atom == DW_OP_regx;
}

static bool is_result(const Dwarf_Op *op)
{
	return is_register(op) || op->atom == DW_OP_stack_value;
}

static bool run_pieces(struct run *r)
{
	const Dwarf_Op *last = NULL;
	unsigned int at = 0;
	size_t i;

	for (i = 0; i < r->n; i++) {
		const Dwarf_Op *op = &r->ops[i];

		if (!(*r->steps)--)
			return fail(r, "its location is too long");
		if (op->atom == DW_OP_piece) {
			if (op->number > 8 || !op->number)
				return fail(r, "it is in pieces that do not fit");
			if (!take_piece(r, piece_value(r, last, (unsigned int)op->number), at,
					(unsigned int)op->number))
				return false;
			at += (unsigned int)op->number;
			last = NULL;
			r->sp = 0;
			continue;
		}
		last = op;
		if (!is_result(op) && !step(r, op))
			return false;
	}
	return true;
}

/* Both ways of a branch are run; the value is chosen when it is computed. */
static bool branch(struct run *r, size_t taken, size_t not_taken)
{
	const struct di_node *cond = pop(r);
	struct di_variable yes = { .form = DI_LOST }, no = { .form = DI_LOST };
	struct run other = *r;
	struct di_node *n;

	other.out = &yes;
	if (!run_from(&other, taken))
		return fail(r, other.why);
	other = *r;
	other.out = &no;
	if (!run_from(&other, not_taken))
		return fail(r, other.why);
	if (yes.form != no.form || !yes.node || !no.node || yes.high || no.high)
		return fail(r, "its location is of a kind that is not supported");
	n = new_node(r, DI_SELECT);
	n->cond = cond;
	n->left = yes.node;
	n->right = no.node;
	r->out->form = yes.form;
	r->out->node = n;
	return true;
}

/* The operation that a branch at i goes to; n: the end; n + 1: nowhere. */
static size_t target_of(const struct run *r, size_t i)
{
	Dwarf_Word to = r->ops[i].offset + 3 + (Dwarf_Word)(int16_t)r->ops[i].number;
	size_t j;

	for (j = i + 1; j < r->n; j++)
		if (r->ops[j].offset == to)
			return j;
	return to > r->ops[r->n - 1].offset ? r->n : r->n + 1;
}

static bool finish(struct run *r, enum di_form form, const struct di_node *node)
{
	r->out->form = form;
	r->out->node = node;
	return node && !r->why;
}

static bool run_from(struct run *r, size_t i)
{
	for (; i < r->n; i++) {
		const Dwarf_Op *op = &r->ops[i];

		if (!(*r->steps)--)
			return fail(r, "its location is too long");
		if (is_register(op))
			return finish(r, DI_COMPUTED,
				      reg(r, op->atom == DW_OP_regx ? op->number :
					  (Dwarf_Word)(op->atom - DW_OP_reg0)));
		switch (op->atom) {
		case DW_OP_stack_value:
			return finish(r, DI_COMPUTED, pop(r));
		case DW_OP_implicit_value:
			return take_block(r, op);
		case DW_OP_implicit_pointer: case DW_OP_GNU_implicit_pointer:
			return take_pointer(r, op);
		case DW_OP_skip: case DW_OP_bra:
			if (target_of(r, i) > r->n)
				return fail(r, "its location is damaged");
			if (op->atom == DW_OP_bra)
				return branch(r, target_of(r, i), i + 1);
			i = target_of(r, i) - 1;
			break;
		default:
			if (!step(r, op) || r->why)
				return false;
		}
	}
	return finish(r, DI_IN_MEMORY, pop(r));
}

/* ---- a variable ------------------------------------------------------------------------------ */

static void lose(struct di_variable *v, const char *why)
{
	v->form = DI_LOST;
	v->node = v->high = NULL;
	v->why = why;
}

static void run_location(const struct spot *at, Dwarf_Attribute *a, Dwarf_Op *ops, size_t n,
			 struct di_variable *v, unsigned int depth)
{
	unsigned int steps = STEPS_MAX;
	struct run r = {
		.at = at, .attr = a, .ops = ops, .n = n, .steps = &steps, .depth = depth, .out = v,
	};
	bool has_pieces = false, ok;
	size_t i;

	for (i = 0; i < n; i++)
		has_pieces |= ops[i].atom == DW_OP_piece;
	ok = n && (has_pieces ? run_pieces(&r) : run_from(&r, 0));
	if (!ok || r.why)
		lose(v, r.why ? r.why : "the compiler left nothing of it there");
}

static bool constant(const struct spot *at, Dwarf_Die *die, struct di_variable *v)
{
	struct run r = { .at = at };
	uint64_t words[2] = { 0 };
	Dwarf_Attribute a;
	Dwarf_Block b;
	Dwarf_Sword n;

	if (!dwarf_attr_integrate(die, DW_AT_const_value, &a))
		return false;
	v->form = DI_COMPUTED;
	if (!dwarf_formsdata(&a, &n)) {
		v->node = number(&r, n);
	} else if (!dwarf_formblock(&a, &b) && b.length <= sizeof(words)) {
		memcpy(words, b.data, b.length);
		v->node = number(&r, (int64_t)words[0]);
		v->high = b.length > 8 ? number(&r, (int64_t)words[1]) : NULL;
	} else {
		lose(v, "it is a constant of more than 16 bytes");
	}
	return true;
}

void location_of(const struct spot *at, Dwarf_Die *die, struct di_variable *v, unsigned int depth)
{
	/* a function that is traced begins with a call that locations may leave out */
	static const unsigned int behind[] = { 0, 5, 4, 9 };
	Dwarf_Attribute a;
	Dwarf_Op *ops;
	size_t n, i;

	if (depth > DEPTH_MAX) {
		lose(v, "its location is too deep");
		return;
	}
	if (constant(at, die, v))
		return;
	if (!dwarf_attr_integrate(die, DW_AT_location, &a)) {
		lose(v, "the compiler left nothing of it");
		return;
	}
	for (i = 0; i < (at->is_entry ? array_size(behind) : 1); i++) {
		if (dwarf_getlocation_addr(&a, at->pc + behind[i], &ops, &n, 1) != 1)
			continue;
		run_location(at, &a, ops, n, v, depth);
		return;
	}
	lose(v, "the compiler left nothing of it there");
}
