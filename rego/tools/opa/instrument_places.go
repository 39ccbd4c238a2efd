package main

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

const maxStepText = 300

func (in *instrumenter) place(location *ast.Location) debugPlace {
	if location == nil {
		return in.last
	}
	file := location.File
	for _, root := range in.roots {
		if inside, ok := strings.CutPrefix(file, root+"/"); ok {
			file = inside
			break
		}
	}
	number, ok := in.files[file]
	if !ok {
		number = len(in.table.Files)
		in.files[file] = number
		in.table.Files = append(in.table.Files, file)
	}
	in.last = debugPlace{number, location.Row, location.Col}
	return in.last
}

func traceExpr(number int, bound []*ast.Term, at *ast.Location) *ast.Expr {
	call := ast.NewExpr([]*ast.Term{
		ast.NewTerm(traceBuiltin.Ref()),
		ast.IntNumberTerm(number),
		ast.ArrayTerm(bound...),
	})
	call.SetLocation(at)
	ast.WalkTerms(call, func(t *ast.Term) bool {
		t.SetLocation(at)
		return false
	})
	return call
}

func headText(rule *ast.Rule) string {
	return textOf(rule.Head.Location)
}

// textOf is the source's text on one line.
func textOf(location *ast.Location) string {
	if location == nil {
		return ""
	}
	var words []string
	for line := range strings.Lines(string(location.Text)) {
		words = append(words, strings.Fields(withoutComment(line))...)
	}
	return clip(strings.Join(words, " "))
}

// withoutComment cuts a line at a # that stands in no string.
func withoutComment(line string) string {
	quote := rune(0)
	escaped := false
	for i, r := range line {
		switch {
		case escaped:
			escaped = false
		case quote == '"' && r == '\\':
			escaped = true
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '`':
			quote = r
		case r == '#':
			return line[:i]
		}
	}
	return line
}

func clip(text string) string {
	runes := []rune(text)
	if len(runes) <= maxStepText {
		return text
	}
	return string(runes[:maxStepText]) + "…"
}
