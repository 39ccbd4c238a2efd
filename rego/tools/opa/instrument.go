package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
)

type instrumenter struct {
	compiler *ast.Compiler
	table    debugTable
	files    map[string]int
	// The folders that were named: places are told as seen from there.
	roots []string
	rules map[string]int
	// Text of the expressions as they are written, by place.
	written map[debugPlace]string
	// Comprehensions as they are written: print and template strings wrap their operands into others.
	comprehensions map[writtenTerm]bool
	// The last place that was asked for: some of what the compiler generates has none of its own.
	last debugPlace
	next int
}

// instrument replaces the bundle's modules with compiled ones that report where
// they are. Compilation has brought expressions into the order of evaluation and
// given every call an expression of its own, so that what is put between them
// stays there when the modules are compiled again.
func instrument(b *bundle.Bundle, caps *ast.Capabilities, roots []string) (*debugTable, error) {
	modules := map[string]*ast.Module{}
	for _, file := range b.Modules {
		modules[file.URL] = file.Parsed
	}
	compiler := ast.NewCompiler().WithCapabilities(caps).WithEnablePrintStatements(true)
	in := &instrumenter{
		compiler: compiler,
		table:    debugTable{V: 1, Files: []string{}, Rules: []debugRule{}, Bodies: []debugBody{}},
		files:    map[string]int{},
		roots:    roots,
		rules:    map[string]int{},
		written:  map[debugPlace]string{},

		comprehensions: map[writtenTerm]bool{},
	}
	for _, module := range valuesByName(modules) {
		ast.WalkExprs(module, func(expr *ast.Expr) bool {
			in.written[in.place(expr.Location)] = textOf(expr.Location)
			return false
		})
		ast.WalkTerms(module, func(term *ast.Term) bool {
			if isComprehension(term) {
				in.comprehensions[in.writtenTerm(term)] = true
			}
			return false
		})
	}
	if compiler.Compile(modules); compiler.Failed() {
		return nil, compiler.Errors
	}
	sorted := valuesByName(compiler.Modules)
	for _, module := range sorted {
		if err := checkNames(module); err != nil {
			return nil, err
		}
		for _, rule := range module.Rules {
			in.rule(rule)
		}
	}
	for _, module := range sorted {
		for _, rule := range module.Rules {
			in.chain(rule)
		}
	}
	for i := range b.Modules {
		b.Modules[i].Parsed = compiler.Modules[b.Modules[i].URL]
		// The formatter would read the source again, which is no longer what is compiled.
		b.Modules[i].Raw = []byte("package compiled")
	}
	return &in.table, nil
}

// checkNames refuses a rule that has the name of a function of the compiler's own:
// compiled again, calls of that function would be taken for references to the rule.
func checkNames(module *ast.Module) error {
	own := map[string]bool{"internal": true, string(ast.Equality.Name): true}
	for _, rule := range module.Rules {
		if name, ok := rule.Head.Ref()[0].Value.(ast.Var); ok && own[string(name)] {
			return fmt.Errorf("%v: a rule called %v cannot be traced: give it another name", rule.Location, name)
		}
	}
	return nil
}

func (in *instrumenter) rule(rule *ast.Rule) int {
	path := rule.Ref().GroundPrefix().String()
	if i, ok := in.rules[path]; ok {
		return i
	}
	kind := "complete"
	switch {
	case len(rule.Head.Args) > 0:
		kind = "function"
	case rule.Head.RuleKind() == ast.MultiValue:
		kind = "set"
	case !rule.Ref().IsGround():
		kind = "object"
	}
	in.rules[path] = len(in.table.Rules)
	in.table.Rules = append(in.table.Rules, debugRule{path, kind})
	return in.rules[path]
}

// chain instruments a rule and those that stand in for it.
func (in *instrumenter) chain(rule *ast.Rule) {
	number := in.rule(rule)
	kind := "rule"
	if rule.Default {
		kind = "default"
		// Its body is no expression of the author's.
		delete(in.written, in.place(rule.Body[0].Location))
	}
	for r := rule; r != nil; r = r.Else {
		scope := scope{rule: number, seen: map[ast.Var]bool{}}
		bound := in.names(scope.seen, func(v *ast.VarVisitor) {
			for _, arg := range r.Head.Args {
				v.Walk(arg)
			}
		})
		if r.Default {
			// A function's default is planned without its arguments.
			bound = nil
		}
		r.Body = in.body(r.Body, scope, kind, r.Head.Location, headText(r), bound)
		kind = "else"
	}
}

type scope struct {
	rule int
	in   *[2]int
	seen map[ast.Var]bool
}

// body instruments one body and, within its steps, the bodies that it encloses.
func (in *instrumenter) body(body ast.Body, s scope, kind string, at *ast.Location, head string, bound []*ast.Term) ast.Body {
	index := len(in.table.Bodies)
	steps := in.steps(body)
	in.table.Bodies = append(in.table.Bodies, debugBody{First: in.next, Rule: s.rule, Kind: kind, In: s.in, At: in.place(at), Head: head})
	first := in.next
	in.next += len(steps) + 1

	out := ast.Body{}
	described := make([]debugStep, 0, len(steps))
	for i, step := range steps {
		where, note := in.describe(step, at, head)
		described = append(described, debugStep{At: in.place(where.location), Text: where.text, Vars: in.sourceNames(bound), Calls: in.calls(step), Note: note})
		out = append(out, traceExpr(first+i, bound, where.location))
		inner := s
		inner.in = &[2]int{index, i}
		for _, expr := range step {
			in.enclosed(expr, inner)
			out = append(out, expr)
		}
		bound = in.names(s.seen, func(v *ast.VarVisitor) {
			for _, expr := range step {
				if !expr.Negated {
					bare := *expr
					bare.With = nil
					v.Walk(&bare)
				}
			}
		})
	}
	out = append(out, traceExpr(first+len(steps), bound, at))
	for i, expr := range out {
		// The compiler expects of what it generated that it has not been compiled yet.
		expr.Index, expr.Generated = i, false
	}
	in.table.Bodies[index].Steps = described
	in.table.Bodies[index].Vars = in.sourceNames(bound)
	return out
}

// steps groups the expressions of a compiled body by the written one they come
// from. What was generated for a written expression stands before it; what is
// left at the end was generated for the head.
func (in *instrumenter) steps(body ast.Body) [][]*ast.Expr {
	var steps [][]*ast.Expr
	var pending []*ast.Expr
	var last *debugPlace
	for _, expr := range body {
		place := in.place(expr.Location)
		_, written := in.written[place]
		written = written && expr.Location != nil
		switch {
		case !written:
			pending = append(pending, expr)
		case last != nil && *last == place && len(pending) == 0:
			steps[len(steps)-1] = append(steps[len(steps)-1], expr)
		default:
			steps = append(steps, append(pending, expr))
			pending, last = nil, &place
		}
	}
	if len(pending) > 0 {
		steps = append(steps, pending)
	}
	return steps
}

type described struct {
	location *ast.Location
	text     string
}

func (in *instrumenter) describe(step []*ast.Expr, at *ast.Location, head string) (described, bool) {
	note := slices.ContainsFunc(step, func(expr *ast.Expr) bool {
		return expr.IsCall() && (expr.Operator().Equal(ast.InternalPrint.Ref()) || expr.Operator().Equal(ast.Trace.Ref()))
	})
	last := step[len(step)-1]
	if text, ok := in.written[in.place(last.Location)]; ok && last.Location != nil {
		return described{last.Location, text}, note
	}
	return described{at, head}, note
}

// enclosed instruments the bodies of comprehensions, `every` and the like within an expression.
func (in *instrumenter) enclosed(expr *ast.Expr, s scope) {
	// What stands before the bar of a comprehension, for what is evaluated after its body.
	head, wrapper := "", false
	inside := func(body ast.Body, kind string, extra ...*ast.Term) ast.Body {
		own := s
		own.seen = map[ast.Var]bool{}
		for v := range s.seen {
			own.seen[v] = true
		}
		bound := in.names(own.seen, func(v *ast.VarVisitor) {
			for _, term := range extra {
				if term != nil {
					v.Walk(term)
				}
			}
		})
		return in.body(body, own, kind, expr.Location, head, bound)
	}
	ast.NewGenericVisitor(func(x any) bool {
		switch x := x.(type) {
		case *ast.Term:
			before, _, comprehension := strings.Cut(textOf(x.Location), "|")
			if head = ""; comprehension {
				head = strings.TrimSpace(strings.TrimLeft(before, "[{ "))
			}
			wrapper = isComprehension(x) && !in.comprehensions[in.writtenTerm(x)]
		case *ast.ArrayComprehension:
			if wrapper {
				return false
			}
			x.Body = inside(x.Body, "comprehension")
			return true
		case *ast.SetComprehension:
			if wrapper {
				return false
			}
			x.Body = inside(x.Body, "comprehension")
			return true
		case *ast.ObjectComprehension:
			x.Body = inside(x.Body, "comprehension")
			return true
		case *ast.Every:
			x.Body = inside(x.Body, "every", x.Key, x.Value)
			return true
		case *ast.Not:
			x.Body = inside(x.Body, "not")
			return true
		case *ast.LogicalAnd:
			x.Lhs, x.Rhs = inside(x.Lhs, "and"), inside(x.Rhs, "and")
			return true
		case *ast.LogicalOr:
			x.Lhs, x.Rhs = inside(x.Lhs, "or"), inside(x.Rhs, "or")
			return true
		}
		return false
	}).Walk(expr)
}

type writtenTerm struct {
	at   debugPlace
	kind string
}

func (in *instrumenter) writtenTerm(term *ast.Term) writtenTerm {
	return writtenTerm{in.place(term.Location), ast.ValueName(term.Value)}
}

func isComprehension(term *ast.Term) bool {
	switch term.Value.(type) {
	case *ast.ArrayComprehension, *ast.SetComprehension, *ast.ObjectComprehension:
		return true
	}
	return false
}
