package checks

violations contains {"rule": place, "problem": problem} if {
	some package_info in input.inspection.packages
	some name in package_info.builtins
	not name in _total
	some place in _calls(package_info, name)
	written := object.get(_operators, name, name)
	problem := sprintf("uses %s, which can fail or needs a host: %s", [written, object.get(_instead, name, _anything)])
}

# Where a package calls a builtin; the package itself where the sources do not show it.
_calls(package_info, name) := {_place(call) |
	some call in input.calls
	call.name == name
	call.file in package_info.files
} if {
	some call in input.calls
	call.name == name
	call.file in package_info.files
} else := {package_info.path}

_operators := {"div": "/ (div)", "rem": "% (rem)"}

_anything := "rego/checks/builtins.rego lists the builtins that cannot"

_instead := {
	"div": "compare products instead of quotients (a > b * c instead of a / b > c)",
	"rem": "have the host count it as a fact of the input",
	"to_number": "numbers of the input are numbers already",
	"sprintf": "use concat, and format_int for integers",
	"regex.match": "texts are for detectors to read; names are compared with ==, in or startswith",
	"time.now_ns": "the decision's time is input.time",
	"numbers.range": "walk a list with `some index, item in list`",
	"json.unmarshal": "the input is parsed already",
	"replace": "split and concat do the same: for an empty text to be replaced, the module never ends",
}

# Builtins that give a result for every argument of their type, all of them inside the WASM module. An error
# in a builtin makes a rule undefined, and a rule that refuses would silently not fire.
_total := {
	"abs", "and", "array.concat", "array.reverse", "array.slice", "assign", "concat", "contains", "count",
	"endswith", "eq", "equal", "format_int", "gt", "gte", "internal.member_2", "internal.member_3", "intersection",
	"is_array", "is_boolean", "is_null", "is_number", "is_object", "is_set", "is_string", "lower", "lt", "lte",
	"max", "min", "minus", "mul", "neq", "object.filter", "object.get", "object.keys", "object.remove",
	"object.union", "object.union_n", "or", "plus", "sort", "split", "startswith", "sum", "trim",
	"trim_left", "trim_prefix", "trim_right", "trim_space", "trim_suffix", "type_name", "union", "upper",
}
