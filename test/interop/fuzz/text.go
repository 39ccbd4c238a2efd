package main

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// textOf is the value as JSON with sets `{1, 2}`, `set()` and keys of any type, numbers as they are written.
func textOf(value ast.Value) string {
	var text strings.Builder
	write(&text, value)
	return text.String()
}

func write(text *strings.Builder, value ast.Value) {
	switch value := value.(type) {
	case ast.String:
		var quoted bytes.Buffer
		encoder := json.NewEncoder(&quoted)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(string(value)); err != nil {
			fail(err)
		}
		text.Write(bytes.TrimRight(quoted.Bytes(), "\n"))
	case *ast.Array:
		text.WriteByte('[')
		separated := separator(text)
		value.Foreach(func(item *ast.Term) {
			separated()
			write(text, item.Value)
		})
		text.WriteByte(']')
	case ast.Set:
		if value.Len() == 0 {
			text.WriteString("set()")
			return
		}
		text.WriteByte('{')
		separated := separator(text)
		value.Foreach(func(item *ast.Term) {
			separated()
			write(text, item.Value)
		})
		text.WriteByte('}')
	case ast.Object:
		text.WriteByte('{')
		separated := separator(text)
		value.Foreach(func(key, item *ast.Term) {
			separated()
			write(text, key.Value)
			text.WriteByte(':')
			write(text, item.Value)
		})
		text.WriteByte('}')
	default:
		text.WriteString(value.String())
	}
}

func separator(text *strings.Builder) func() {
	first := true
	return func() {
		if !first {
			text.WriteByte(',')
		}
		first = false
	}
}
