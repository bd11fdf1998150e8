# SPDX-License-Identifier: GPL-2.0-or-later
"""semantics.py - what the values of scripts do, told a second time.

Written from the manual of the language, not from runtime/: longs of 64 bits
that wrap, strings of bytes (as latin-1 text), printf, arrays, statistics,
histograms, and patterns by way of Python's.
"""
import re


class ScriptError(Exception):
    """A fault that `catch` sees."""


class Unclear(Exception):
    """The language does not say what comes out: no case for a test."""


def wrap(n):
    n &= (1 << 64) - 1
    return n - (1 << 64) if n >> 63 else n


def unsigned(n):
    return n & ((1 << 64) - 1)


def quotient(a, b):
    if b == 0:
        raise ScriptError("division by 0")
    q = abs(a) // abs(b)
    return wrap(-q if (a < 0) != (b < 0) else q)


def remainder(a, b):
    if b == 0:
        raise ScriptError("division by 0")
    return wrap(a - b * (-(abs(a) // abs(b)) if (a < 0) != (b < 0) else abs(a) // abs(b)))


BINARY = {
    "+": lambda a, b: wrap(a + b), "-": lambda a, b: wrap(a - b), "*": lambda a, b: wrap(a * b),
    "/": quotient, "%": remainder,
    "&": lambda a, b: a & b, "|": lambda a, b: a | b, "^": lambda a, b: a ^ b,
    "<<": lambda a, b: wrap(a << (b & 63)), ">>": lambda a, b: a >> (b & 63),
    ">>>": lambda a, b: wrap(unsigned(a) >> (b & 63)),
}

COMPARE = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b, "==": lambda a, b: a == b, "!=": lambda a, b: a != b,
}


# ---- the library's functions over strings -------------------------------------

def substr(s, start, length):
    if start < 0 or start >= len(s) or length <= 0:
        return ""
    return s[start:start + length]


def stringat(s, pos):
    if pos < 0 or pos >= len(s):
        raise ScriptError("Position out of bounds")
    return ord(s[pos])


def strtol(s):
    m = re.match(r"-?[0-9]+", s)
    return wrap(int(m.group())) if m else 0


def str_replace(s, find, put):
    return s.replace(find, put) if find else s


# ---- printf -------------------------------------------------------------------

DIGITS = {"d": "d", "i": "d", "u": "d", "x": "x", "X": "X", "p": "x", "o": "o"}
ESCAPES = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r"}


def prefix_of(conv, flag, value):
    if conv in "di":
        return "-" if value < 0 else {"+": "+", " ": " "}.get(flag, "")
    if conv == "p":
        return "0x"
    return {"x": "0x", "X": "0X", "o": "0"}.get(conv, "") if flag == "#" else ""


def number(conv, flag, width, precision, value):
    n = abs(value) if conv in "di" else unsigned(value)
    digits = format(n, DIGITS[conv])
    digits = "0" * (precision - len(digits)) + digits
    prefix = prefix_of(conv, flag, value)
    fill = width - len(prefix) - len(digits)
    if flag == "-":
        return prefix + digits + " " * fill
    if flag == "0":
        return prefix + "0" * fill + digits
    return " " * fill + prefix + digits


def character(flag, value):
    ch = value & 255
    if flag != "#" or (32 <= ch < 127 and chr(ch) not in "'\\"):
        return chr(ch)
    if ch in ESCAPES:
        return "\\" + ESCAPES[ch]
    return "\\" + chr(ch) if chr(ch) in "'\\" else "\\%03o" % ch


def directive(conv, flag, width, precision, value):
    """width and precision: None when there is none."""
    if width is not None and width < 0:
        flag, width = "-", -width
    width = width or 0
    if precision is not None and precision < 0:
        precision = None
    if conv in DIGITS:
        return number(conv, flag, width, precision or 0, value)
    if conv == "b":
        size = precision if precision is not None else width
        size = size if size in (1, 2, 4, 8) else 8
        return unsigned(value).to_bytes(8, "little")[:size].decode("latin-1")
    if conv == "c":
        text = character(flag, value)
    else:
        text = value if precision is None else value[:precision]
    return text.ljust(width) if flag == "-" else text.rjust(width)


# ---- arrays -------------------------------------------------------------------

class Array:
    """Elements in the order in which they came; reading a missing one makes none."""

    def __init__(self, size, wraps, empty):
        self.size, self.wraps, self.empty, self.of = size, wraps, empty, {}

    def get(self, key):
        return self.of.get(key, self.empty)

    def room(self, key):
        if key in self.of or len(self.of) < self.size:
            return
        if not self.wraps:
            raise ScriptError("Array overflow, check size limit (%d)" % self.size)
        del self.of[next(iter(self.of))]

    def put(self, key, value):
        self.room(key)
        self.of[key] = value

    def matching(self, pattern):
        return [k for k in self.of if agrees(k, pattern)]

    def delete(self, pattern):
        for key in self.matching(pattern):
            del self.of[key]

    def sort(self, rank, descending, limit):
        """All of it, or for a small limit the first ones only; the order stays."""
        keys = sorted(self.of, key=rank, reverse=descending)    # stable both ways
        if 0 < limit <= 30:
            first = keys[:limit]
            keys = first + [k for k in self.of if k not in set(first)]
        self.of = {k: self.of[k] for k in keys}


def agrees(key, pattern):
    return all(p is None or p == k for k, p in zip(key, pattern))


# ---- statistics ---------------------------------------------------------------

class Stat:
    def __init__(self, shift=0, hist=None):
        self.values, self.shift, self.hist = [], shift, hist

    def add(self, value):
        self.values.append(value)

    def ask(self, what):
        v = self.values
        if what == "count":
            return len(v)
        if what == "sum":
            return wrap(sum(v))
        if not v:
            raise ScriptError("empty aggregate")
        if what == "avg":
            return quotient(wrap(sum(v)), len(v))
        if what == "variance":
            return self.variance()
        return min(v) if what == "min" else max(v)

    def variance(self):
        """In integers, with what is cut off at each step, as is documented."""
        if len(self.values) < 2:
            raise Unclear
        average = spread = 0
        for n, v in enumerate(self.values, 1):
            d = wrap((v << self.shift) - average)
            average = wrap(average + quotient(d, n))
            spread = wrap(spread + wrap(d * wrap((v << self.shift) - average)))
        n = len(self.values)
        off = average - quotient(wrap(sum(self.values)) << self.shift, n)
        total = n * off * off + (n - 1) * quotient(spread, n - 1)
        return quotient(wrap(total), n - 1) >> (2 * self.shift)

    def buckets(self):
        counts = [0] * self.hist.n
        for v in self.values:
            counts[self.hist.bucket(v)] += 1
        return counts

    def bucket(self, i):
        if not self.values:
            raise ScriptError("empty aggregate")
        if i < 0 or i >= self.hist.n:
            raise ScriptError("histogram index out of range")
        return self.buckets()[i]


class Log:
    n, text = 128, "@hist_log(%s)"

    def bucket(self, v):
        if v == 0:
            return 64
        return 64 + v.bit_length() if v > 0 else 64 - (-v).bit_length()

    def value(self, i):
        return 0 if i == 64 else 1 << (i - 65) if i > 64 else -(1 << (63 - i))


class Linear:
    def __init__(self, start, stop, step):
        self.start, self.step = start, step
        self.n = (stop - start) // step + 3
        self.text = "@hist_linear(%%s, %d, %d, %d)" % (start, stop, step)

    def bucket(self, v):
        if v < self.start:
            return 0
        return min((v - self.start) // self.step + 1, self.n - 1)

    def value(self, i):
        return self.start + self.step * (i - 1)


def bounds(hist, counts):
    """First and last row of a drawing, and whether they are what is beyond."""
    log = isinstance(hist, Log)
    used = [i for i, c in enumerate(counts) if c]
    lo, hi, last = used[0], used[-1], hist.n - 1
    for _ in range(2):
        lo -= lo > 0 and not (log and lo == 64)
        hi += hi < last
    if log:
        return lo, hi, False, False
    lo += lo == 0 and not counts[0]
    hi -= hi == last and not counts[last]
    return lo, hi, lo == 0, hi == last


def draw(stat):
    counts, hist = stat.buckets(), stat.hist
    if not stat.values:
        raise Unclear
    lo, hi, under, over = bounds(hist, counts)
    most = max(counts)
    scale = 1 if most <= 50 else -(-most // 50)
    if isinstance(hist, Log):
        ends = [len(str(hist.value(i))) for i in (lo, hi)]
    else:
        ends = [len(str(hist.start)) + under, len(str(hist.start + hist.step * hi)) + over]
    width = max([5] + ends)
    out = "%*s |%s count\n" % (width, "value", "-" * 50)
    skipped = False
    for i in range(lo, hi + 1):
        if not any(counts[max(lo, i - 2):min(hi, i + 2) + 1]):
            skipped = True
            continue
        if skipped:
            out += " " * width + " ~\n"
            skipped = False
        name = "<%d" % hist.start if under and i == 0 else \
            ">%d" % hist.value(i - 1) if over and i == hist.n - 1 else str(hist.value(i))
        bar = counts[i] // scale
        out += "%*s |%s%*d\n" % (width, name, "@" * bar, 50 - bar + 1 + len(str(most)), counts[i])
    return out + "\n"


# ---- patterns -----------------------------------------------------------------

def python_pattern(pattern):
    return pattern.replace("[[:digit:]]", "[0-9]").replace("$", r"\Z").replace("^", r"\A") \
        .replace(r"[\A", "[^")


def matches(pattern, s):
    return re.search(python_pattern(pattern), s, re.DOTALL) is not None


def matched(pattern, s):
    """The leftmost match, of those the longest."""
    for start in range(len(s) + 1):
        for end in range(len(s), start - 1, -1):
            if re.compile(r"(?:%s)(?=.{%d}\Z)" % (python_pattern(pattern), len(s) - end),
                          re.DOTALL).match(s, start):
                return s[start:end]
    raise Unclear
