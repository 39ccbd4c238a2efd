package main

import (
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// builtinsOf lists the builtins a compiled module calls, operators included, by name.
//
// Compilation has put every call into an expression of its own and resolved imports
// and local names, so an operator that is a builtin's name is a call of that builtin.
// It has also written `:=` and `==` as eq, and erased print.
func builtinsOf(module *ast.Module, caps *ast.Capabilities) []string {
	known := map[string]bool{}
	for _, builtin := range caps.Builtins {
		known[builtin.Name] = true
	}
	used := set{}
	ast.WalkExprs(module, func(expr *ast.Expr) bool {
		if expr.IsCall() && known[expr.Operator().String()] {
			used.add(expr.Operator().String())
		}
		for _, with := range expr.With {
			// `with f as http.send` names a builtin that f's callers then call.
			if name := with.Value.String(); known[name] {
				used.add(name)
			}
		}
		return false
	})
	return used.sorted()
}

// inputsOf lists the references into input that a compiled module reads.
// A part that is not constant reads `[_]`; what `with` replaces is not read.
func inputsOf(module *ast.Module) []string {
	read := set{}
	var visitor *ast.GenericVisitor
	visitor = ast.NewGenericVisitor(func(x any) bool {
		switch x := x.(type) {
		case *ast.With:
			visitor.Walk(x.Value)
			return true
		case ast.Ref:
			if x.HasPrefix(ast.InputRootRef) {
				read.add(pattern(x))
			}
		}
		return false
	})
	visitor.Walk(module)
	return read.sorted()
}

func pattern(ref ast.Ref) string {
	out := ref.Copy()
	for i, term := range out[1:] {
		if !ast.IsConstant(term.Value) {
			out[i+1] = ast.VarTerm("_")
		}
	}
	return out.String()
}

type set map[string]struct{}

func (s set) add(names ...string) {
	for _, name := range names {
		s[name] = struct{}{}
	}
}

// sorted is never nil, so that it prints as [].
func (s set) sorted() []string {
	return slices.AppendSeq([]string{}, slices.Values(slices.Sorted(maps.Keys(s))))
}

func valuesByName(modules map[string]*ast.Module) []*ast.Module {
	sorted := make([]*ast.Module, 0, len(modules))
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		sorted = append(sorted, modules[name])
	}
	return sorted
}
