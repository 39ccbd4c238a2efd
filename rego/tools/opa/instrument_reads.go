package main

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// names are the variables with a name of the author's that a walk binds and that
// were not seen before, in the order of the walk.
func (in *instrumenter) names(seen map[ast.Var]bool, walk func(*ast.VarVisitor)) []*ast.Term {
	visitor := ast.NewVarVisitor().WithParams(ast.VarVisitorParams{SkipClosures: true, SkipRefCallHead: true, SkipWithTarget: true})
	walk(visitor)
	var found []*ast.Term
	for _, v := range visitor.Vars().Sorted() {
		if seen[v] || ast.RootDocumentNames.Contains(ast.VarTerm(string(v))) {
			continue
		}
		seen[v] = true
		if _, ok := in.sourceName(v); ok {
			found = append(found, ast.VarTerm(string(v)))
		}
	}
	return found
}

func (in *instrumenter) sourceName(v ast.Var) (string, bool) {
	name, rewritten := in.compiler.RewrittenVars[v]
	if !rewritten {
		name = v
	}
	return string(name), !name.IsGenerated() && !name.IsWildcard() && !strings.HasPrefix(string(name), "__local")
}

func (in *instrumenter) sourceNames(terms []*ast.Term) []string {
	var names []string
	for _, term := range terms {
		name, _ := in.sourceName(term.Value.(ast.Var))
		names = append(names, name)
	}
	return names
}

// calls are the rules that the step's own references may lead to.
func (in *instrumenter) calls(step []*ast.Expr) []int {
	found := map[int]bool{}
	for _, expr := range step {
		ast.NewGenericVisitor(func(x any) bool {
			switch x := x.(type) {
			case *ast.Term:
				return isComprehension(x) && in.comprehensions[in.writtenTerm(x)]
			case *ast.Not, *ast.LogicalAnd, *ast.LogicalOr:
				return true
			case *ast.Every:
				for _, rule := range in.rulesUnder(x.Domain) {
					found[rule] = true
				}
				return true
			case ast.Ref:
				for _, rule := range in.rulesOf(x) {
					found[rule] = true
				}
			}
			return false
		}).Walk(expr)
	}
	numbers := []int{}
	for number := range found {
		numbers = append(numbers, number)
	}
	slices.Sort(numbers)
	return numbers
}

func (in *instrumenter) rulesUnder(term *ast.Term) (numbers []int) {
	ast.WalkRefs(term, func(ref ast.Ref) bool {
		numbers = append(numbers, in.rulesOf(ref)...)
		return false
	})
	return numbers
}

func (in *instrumenter) rulesOf(ref ast.Ref) (numbers []int) {
	if !ref.HasPrefix(ast.DefaultRootRef) {
		return nil
	}
	for _, rule := range in.compiler.GetRulesDynamicWithOpts(ref, ast.RulesOptions{IncludeHiddenModules: true}) {
		numbers = append(numbers, in.rule(rule))
	}
	return numbers
}
