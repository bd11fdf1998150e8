# SPDX-License-Identifier: GPL-2.0-or-later
"""programs.py - random scripts that know what they print.

An expression is its text and a function of the state that gives its value, so
that what is generated is run here as it is made.  A script has several
programs, each a begin probe with globals and functions of its own; all that a
program holds at its end is printed, so that no wrong value goes unseen.
"""
import semantics as sem
from semantics import ScriptError

STEPS = 1500            # of a program; the runtime's bound must not be met


class Leave(Exception):
    def __init__(self, how, value=None):
        super().__init__(how)
        self.how, self.value = how, value


class State:
    """What a program has while it runs."""

    def __init__(self, most):
        self.most, self.out, self.steps, self.depth = most, [], 0, 0
        self.globals, self.locals = {}, {}

    def cut(self, s):
        return s[:self.most - 1]

    def scope(self, name):
        return self.locals if name in self.locals else self.globals

    def step(self):
        self.steps += 1
        if self.steps > STEPS:
            raise sem.Unclear


class Expr:
    def __init__(self, text, value):
        self.text, self.value = text, value


class Names:
    """What an expression may use where it stands."""

    def __init__(self, longs, strings):
        self.longs, self.strings = longs, strings
        self.functions, self.arrays, self.stats, self.stat_arrays = [], [], [], []
        self.busy = set()       # arrays that a foreach walks
        self.loops, self.in_function, self.pure = 0, False, False

    def inside(self, **changes):
        n = Names(self.longs, self.strings)
        n.__dict__.update(self.__dict__)
        n.__dict__.update(changes)
        return n


LONGS = [0, 1, -1, 2, 3, 7, 10, 63, 64, 255, 1000, 65536, 1 << 31, (1 << 32) + 5,
         (1 << 63) - 1, -(1 << 63), -(1 << 31), 12345678901]
PIECES = ["a", "b", "ab", "abc", "1", "42", "-7", " ", "xyz", "cab", "aabb1", "\n", "\"", "\\", "\303\244",
          "long enough to be cut somewhere", "%d"]


def quoted(s):
    out = ""
    for c in s:
        if c in "\"\\":
            out += "\\" + c
        elif c == "\n":
            out += "\\n"
        else:
            out += c if " " <= c <= "~" else "\\%03o" % ord(c)
    return '"' + out + '"'


def literal(n):
    if n == -(1 << 63):
        return "(-9223372036854775807 - 1)"
    return "(%d)" % n if n < 0 else str(n)


class Expressions:
    """The two kinds of expressions; `r` is random.Random."""

    def __init__(self, r):
        self.r = r

    def chance(self, one_in):
        return self.r.randrange(one_in) == 0

    def pick(self, makers, n, depth):
        return self.r.choice(makers)(n, depth - 1)

    def expr(self, kind, n, depth):
        return self.long(n, depth) if kind == "long" else self.string(n, depth)

    # ---- longs

    def long(self, n, depth):
        if depth <= 0:
            return self.long_leaf(n)
        makers = [self.binary, self.binary, self.compare, self.logic, self.unary, self.ternary_long,
                  self.function_of_string, self.element_long, self.is_in, self.match, self.long_leaf_at]
        if n.functions:
            makers.append(self.call_long)
        if not n.pure:
            makers += [self.assign_long, self.crement]
        if n.stats:
            makers += [self.extract, self.bucket]
        if n.stats and not n.pure:
            makers.append(self.feed)
        return self.pick(makers, n, depth)

    def long_leaf_at(self, n, _depth):
        return self.long_leaf(n)

    def long_leaf(self, n):
        if self.chance(2) and n.longs:
            name = self.r.choice(n.longs)
            return Expr(name, lambda s: s.scope(name)[name])
        v = self.r.choice(LONGS) if self.chance(2) else self.r.randrange(-20, 21)
        return Expr(literal(v), lambda s: v)

    def binary(self, n, depth):
        op = self.r.choice(list(sem.BINARY))
        a, b = self.long(n, depth), self.long(n, depth)

        def value(s):
            x = a.value(s)
            return sem.BINARY[op](x, b.value(s))
        return Expr("(%s %s %s)" % (a.text, op, b.text), value)

    def compare(self, n, depth):
        kind, op = self.r.choice(["long", "string"]), self.r.choice(list(sem.COMPARE))
        a, b = self.expr(kind, n, depth), self.expr(kind, n, depth)

        def value(s):
            x = a.value(s)
            return int(sem.COMPARE[op](x, b.value(s)))
        return Expr("(%s %s %s)" % (a.text, op, b.text), value)

    def logic(self, n, depth):
        a, b = self.long(n, depth), self.long(n, depth)
        if self.chance(2):
            return Expr("(%s && %s)" % (a.text, b.text),
                        lambda s: int(a.value(s) != 0 and b.value(s) != 0))
        return Expr("(%s || %s)" % (a.text, b.text),
                    lambda s: int(a.value(s) != 0 or b.value(s) != 0))

    def unary(self, n, depth):
        op, a = self.r.choice("-~!"), self.long(n, depth)
        return Expr("(%s(%s))" % (op, a.text), {
            "-": lambda s: sem.wrap(-a.value(s)), "~": lambda s: ~a.value(s),
            "!": lambda s: int(a.value(s) == 0)}[op])

    def ternary(self, kind, n, depth):
        c, a, b = self.long(n, depth), self.expr(kind, n, depth), self.expr(kind, n, depth)
        return Expr("(%s ? %s : %s)" % (c.text, a.text, b.text),
                    lambda s: a.value(s) if c.value(s) else b.value(s))

    def ternary_long(self, n, depth):
        return self.ternary("long", n, depth)

    def assign_long(self, n, depth):
        name, e = self.r.choice(n.longs), self.long(n, depth)
        op = self.r.choice(["", ""] + list(sem.BINARY))
        if op == ">>>":         # there is no >>>=
            op = ""

        def value(s):
            v = e.value(s)
            # the old value is read when the new one is known
            v = sem.BINARY[op](s.scope(name)[name], v) if op else v
            s.scope(name)[name] = v
            return v
        return Expr("(%s %s= %s)" % (name, op, e.text), value)

    def crement(self, n, _depth):
        name, by, before = self.r.choice(n.longs), self.r.choice([1, -1]), self.chance(2)
        op = "++" if by > 0 else "--"

        def value(s):
            old = s.scope(name)[name]
            s.scope(name)[name] = sem.wrap(old + by)
            return s.scope(name)[name] if before else old
        return Expr("(%s%s)" % ((op, name) if before else (name, op)), value)

    def function_of_string(self, n, depth):
        a = self.string(n, depth)
        how = self.r.randrange(5)
        if how == 0:
            return Expr("strlen(%s)" % a.text, lambda s: len(a.value(s)))
        if how == 1:
            return Expr("strtol(%s, 10)" % a.text, lambda s: sem.strtol(a.value(s)))
        b = self.string(n, depth) if how < 4 else self.long(n, depth)

        def both(f):
            def value(s):
                x = a.value(s)
                return f(x, b.value(s))
            return value
        if how == 2:
            return Expr("isinstr(%s, %s)" % (a.text, b.text), both(lambda x, y: int(y in x)))
        if how == 3:
            return Expr("strpos(%s, %s)" % (a.text, b.text), both(lambda x, y: x.find(y)))
        return Expr("stringat(%s, %s)" % (a.text, b.text), both(sem.stringat))

    def match(self, n, depth):
        a, p, yes = self.string(n, depth), self.pattern(2), self.chance(2)
        return Expr("(%s %s %s)" % (a.text, "=~" if yes else "!~", quoted(p)),
                    lambda s: int(sem.matches(p, a.value(s)) == yes))

    def pattern(self, depth):
        p = "|".join(self.branch(depth) for _ in range(self.r.choice([1, 1, 2])))
        if self.chance(6):
            return "^(%s)" % p
        return "(%s)$" % p if self.chance(6) else p

    def branch(self, depth):
        out = ""
        for _ in range(self.r.randrange(1, 4)):
            if depth and self.chance(4):
                out += "(" + "|".join(self.branch(depth - 1) for _ in range(self.r.choice([1, 2]))) + ")"
            else:
                out += self.r.choice(["a", "b", "c", "1", ".", "[ab]", "[^a]", "[[:digit:]]"])
            if self.chance(3):
                out += self.r.choice(["*", "+", "?", "{1,2}", "{2}"])
        return out

    # ---- strings

    def string(self, n, depth):
        if depth <= 0:
            return self.string_leaf(n)
        makers = [self.concat, self.concat, self.ternary_string, self.cut_out, self.sprint, self.sprintf,
                  self.replace, self.element_string, self.string_leaf_at]
        if n.functions:
            makers.append(self.call_string)
        if not n.pure:
            makers.append(self.assign_string)
        return self.pick(makers, n, depth)

    def string_leaf_at(self, n, _depth):
        return self.string_leaf(n)

    def string_leaf(self, n):
        if self.chance(2) and n.strings:
            name = self.r.choice(n.strings)
            return Expr(name, lambda s: s.scope(name)[name])
        v = "".join(self.r.choice(PIECES) for _ in range(self.r.randrange(3)))
        return Expr(quoted(v), lambda s: s.cut(v))

    def concat(self, n, depth):
        parts = [self.string(n, depth) for _ in range(self.r.randrange(2, 4))]
        return Expr("(%s)" % " . ".join(p.text for p in parts),
                    lambda s: s.cut("".join([p.value(s) for p in parts])))

    def ternary_string(self, n, depth):
        return self.ternary("string", n, depth)

    def assign_string(self, n, depth):
        name, e, op = self.r.choice(n.strings), self.string(n, depth), self.r.choice(["", "."])

        def value(s):
            v = e.value(s)
            s.scope(name)[name] = v = s.cut(s.scope(name)[name] + v) if op else v
            return v
        return Expr("(%s %s= %s)" % (name, op, e.text), value)

    def cut_out(self, n, depth):
        a, b, c = self.string(n, depth), self.small(n), self.small(n)

        def value(s):
            x, y = a.value(s), b.value(s)
            return sem.substr(x, y, c.value(s))
        return Expr("substr(%s, %s, %s)" % (a.text, b.text, c.text), value)

    def small(self, n):
        """Between -8 and 7 most of the time."""
        e = self.long(n, 1)
        return Expr("(%s %% 8)" % e.text, lambda s: sem.remainder(e.value(s), 8))

    def replace(self, n, depth):
        a = self.string(n, depth)
        find, put = self.r.choice(PIECES[:8] + [""]), self.r.choice(PIECES[:8] + [""])
        return Expr("str_replace(%s, %s, %s)" % (a.text, quoted(find), quoted(put)),
                    lambda s: s.cut(sem.str_replace(a.value(s), find, put)))

    def any_list(self, n, depth):
        kinds = [self.r.choice(["long", "string"]) for _ in range(self.r.randrange(1, 4))]
        return [self.expr(k, n, depth) for k in kinds]

    def sprint(self, n, depth):
        es, delimiter = self.any_list(n, depth), self.r.choice([None, ", ", "-"])
        if delimiter is None or len(es) < 2:
            return Expr("sprint(%s)" % ", ".join(e.text for e in es),
                        lambda s: s.cut("".join([str(e.value(s)) for e in es])))
        return Expr("sprintd(%s, %s)" % (quoted(delimiter), ", ".join(e.text for e in es)),
                    lambda s: s.cut(delimiter.join([str(e.value(s)) for e in es])))

    def sprintf(self, n, depth):
        text, value = self.format(n, depth, "dixXoupsc")
        return Expr("sprintf(%s)" % text, lambda s: s.cut(value(s)))

    def format(self, n, depth, conversions):
        """Arguments of printf, and what comes out."""
        fmt, parts, args = "", [], []
        for _ in range(self.r.randrange(1, 5)):
            between = self.r.choice(["", " ", "|", "x=", "%%", "\n"])
            fmt += between
            parts.append((between.replace("%%", "%"), None, None, None, None, None))
            part, spec = self.directive(n, depth, self.r.choice(conversions))
            fmt += spec
            parts.append(part)
            args += [e for e in part[3:] if isinstance(e, Expr)]

        def value(s):
            return "".join([self.put(s, p) for p in parts])
        return ", ".join([quoted(fmt)] + [a.text for a in args]), value

    def count_of(self, n, most):
        """A width or precision: none, digits or a star; its text and its value."""
        how = self.r.randrange(4)
        if how < 2:
            return "", None
        if how == 2:
            v = self.r.randrange(1, most)
            return str(v), v
        return "*", self.small(n)

    def directive(self, n, depth, conv):
        flag = self.r.choice(["", "", "-", "#"] if conv in "sc" else ["", "", "-", "+", " ", "#", "0"])
        width, precision = ("", None), ("", None)
        if conv == "b":
            flag, precision = "", self.r.choice([("", None), ("1", 1), ("2", 2), ("4", 4), ("8", 8)])
        else:
            width = self.count_of(n, 14)
        if conv not in "bc":
            precision = self.count_of(n, 8)
        if conv == "c":
            e = self.long(n, depth)
            value = Expr("(%s %% 90 + 120)" % e.text, lambda s: sem.remainder(e.value(s), 90) + 120)
        else:
            value = self.expr("string" if conv == "s" else "long", n, depth)
        dot = "." if precision[1] is not None else ""
        part = (conv, flag, None, width[1], precision[1], value)
        return part, "%" + flag + width[0] + dot + precision[0] + conv

    def put(self, s, part):
        if part[5] is None:
            return part[0]
        conv, flag = part[:2]
        width, precision, value = [e.value(s) if isinstance(e, Expr) else e for e in part[3:]]
        return sem.directive(conv, flag, width, precision, value)

    # ---- functions, arrays, statistics

    def call(self, kind, n, depth):
        able = [f for f in n.functions if f.kind == kind]
        if not able:
            return self.long_leaf(n) if kind == "long" else self.string_leaf(n)
        f = self.r.choice(able)
        a, b = self.long(n, depth), self.string(n, depth)

        def value(s):
            x = a.value(s) & 3
            return f.call(s, x, b.value(s))
        return Expr("%s(%s & 3, %s)" % (f.name, a.text, b.text), value)

    def call_long(self, n, depth):
        return self.call("long", n, depth)

    def call_string(self, n, depth):
        return self.call("string", n, depth)

    def key(self, array, n, depth):
        return [self.key_part(k, n, depth) for k in array.keys]

    def key_part(self, kind, n, depth):
        """Few enough that some are found again."""
        if self.chance(5):
            return self.expr(kind, n, depth)
        if kind == "string":
            v = self.r.choice(["", "a", "b", "ab", "key"])
            return Expr(quoted(v), lambda s: v)
        e = self.long(n, min(depth, 1))
        return Expr("(%s %% 3)" % e.text, lambda s: sem.remainder(e.value(s), 3))

    def element(self, kind, n, depth):
        able = [a for a in n.arrays if a.kind == kind]
        if not able:
            return self.long_leaf(n) if kind == "long" else self.string_leaf(n)
        a = self.r.choice(able)
        key = self.key(a, n, depth)
        text = "%s[%s]" % (a.name, ", ".join(k.text for k in key))
        if n.pure or a.name in n.busy or self.chance(2):
            return Expr(text, lambda s: a.of(s).get(tuple([k.value(s) for k in key])))
        return self.element_write(a, text, key, n, depth)

    def element_write(self, a, text, key, n, depth):
        e = self.expr(a.kind, n, depth)
        op = self.r.choice(["", "+", "*", "-"] if a.kind == "long" else ["", "."])

        def value(s):
            at = tuple([k.value(s) for k in key])
            v = e.value(s)
            old = a.of(s).get(at)
            if op:
                v = s.cut(old + v) if op == "." else sem.BINARY[op](old, v)
            a.of(s).put(at, v)
            return v
        return Expr("(%s %s= %s)" % (text, op, e.text), value)

    def element_long(self, n, depth):
        return self.element("long", n, depth)

    def element_string(self, n, depth):
        return self.element("string", n, depth)

    def is_in(self, n, depth):
        able = n.arrays
        if not able:
            return self.long_leaf(n)
        a = self.r.choice(able)
        key = [None if len(a.keys) > 1 and self.chance(4) else k for k in self.key(a, n, depth)]
        text = ", ".join("*" if k is None else k.text for k in key)

        def value(s):
            pattern = tuple([None if k is None else k.value(s) for k in key])
            return int(bool(a.of(s).matching(pattern)))
        return Expr("([%s] in %s)" % (text, a.name), value)

    def stat_of(self, n, depth):
        """Text, and a function that gives the key."""
        st = self.r.choice(n.stats)
        if not st.key:
            return st, st.name, lambda s: ()
        e = self.key_part("long", n, min(depth, 1))
        return st, "%s[%s]" % (st.name, e.text), lambda s: (e.value(s),)

    def extract(self, n, depth):
        st, text, key = self.stat_of(n, depth)
        what = self.r.choice(["count", "sum", "min", "max", "avg", "variance"])
        if what == "variance":
            many = "(@count(%s) > 1 ? @variance(%s, %d) : 0)" % (text, text, st.shift)

            def value(s):
                if st.of(s, key(s)).ask("count") <= 1:
                    return 0
                return st.of(s, key(s)).ask("variance")
            return Expr(many, value) if not st.key else self.long_leaf(n)
        return Expr("@%s(%s)" % (what, text), lambda s: st.of(s, key(s)).ask(what))

    def bucket(self, n, depth):
        st, text, key = self.stat_of(n, depth)
        e = self.long(n, min(depth, 1))

        def value(s):
            of = key(s)
            i = sem.remainder(e.value(s), 140)
            return st.of(s, of).bucket(i)
        return Expr("%s[%s %% 140]" % (st.hist.text % text, e.text), value)

    def feed(self, n, depth):
        st, text, key = self.stat_of(n, depth)
        e = self.long(n, depth)

        def value(s):
            at = key(s)
            v = sem.remainder(e.value(s), 5000)
            st.need(s, at).add(v)
            return v
        if st.name in n.busy:
            return self.long_leaf(n)
        return Expr("(%s <<< (%s %% 5000))" % (text, e.text), value)
