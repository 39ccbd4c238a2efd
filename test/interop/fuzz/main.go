// Answers, one JSON line for another, what OPA makes of random programs: its compiler, its WASM, its interpreter.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

type request struct {
	// Op is "compile", "evaluate" or "time".
	Op string `json:"op"`
	// Data is the base document as JSON.
	Data     json.RawMessage `json:"data"`
	Programs []program       `json:"programs"`
	// Thorough switches the rule index and early exit off, as a module has neither.
	Thorough bool `json:"thorough"`
	// Milliseconds is how long "time" repeats each evaluation.
	Milliseconds int `json:"milliseconds"`
}

type program struct {
	ID     string            `json:"id"`
	Source string            `json:"source"`
	Inputs []json.RawMessage `json:"inputs"`
	// Entrypoints are paths with slashes.
	Entrypoints []string `json:"entrypoints"`
}

func main() {
	reader := bufio.NewReaderSize(os.Stdin, 1<<20)
	writer := json.NewEncoder(os.Stdout)
	writer.SetEscapeHTML(false)
	for {
		line, err := reader.ReadBytes('\n')
		if err != nil {
			return
		}
		var asked request
		if err := json.Unmarshal(line, &asked); err != nil {
			fail(err)
		}
		var answer any
		switch asked.Op {
		case "compile":
			answer = compilePrograms(asked.Programs)
		case "evaluate":
			answer, err = evaluatePrograms(asked)
		case "time":
			answer, err = timePrograms(asked)
		default:
			err = fmt.Errorf("unknown op %q", asked.Op)
		}
		if err != nil {
			answer = map[string]string{"failure": err.Error()}
		}
		if err := writer.Encode(answer); err != nil {
			fail(err)
		}
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
