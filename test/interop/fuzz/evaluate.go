package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/topdown/print"
	"github.com/open-policy-agent/opa/v1/util"
)

// Declared to every evaluation, on both sides.
var clock = time.Unix(0, 1_760_000_000_000_000_000).UTC()

const deadline = 3 * time.Second

type failure struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// outcome of one evaluation: the text of the value, empty when undefined, or the error.
type outcome struct {
	Value string   `json:"value,omitempty"`
	Error *failure `json:"error,omitempty"`
}

type answer struct {
	Lenient outcome `json:"lenient"`
	Strict  outcome `json:"strict"`
	// Errors of builtins in order, wherever strict evaluation would report the first.
	Errors []failure `json:"errors,omitempty"`
}

// evaluatePrograms answers by program, entrypoint and input, in the order asked.
func evaluatePrograms(asked request) (map[string][][]answer, error) {
	compiler, err := check(asked.Programs...)
	if err != nil {
		return nil, err
	}
	data, err := objectOf(asked.Data)
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	store := inmem.NewFromObjectWithOpts(data, inmem.OptRoundTripOnWrite(false))
	answers := map[string][][]answer{}
	err = storage.Txn(ctx, store, storage.TransactionParams{}, func(txn storage.Transaction) error {
		for _, one := range asked.Programs {
			inputs, err := inputsOf(one.Inputs)
			if err != nil {
				return err
			}
			rows := make([][]answer, len(one.Entrypoints))
			for i, path := range one.Entrypoints {
				query, err := compiler.QueryCompiler().Compile(ast.MustParseBody("x = data." + strings.ReplaceAll(path, "/", ".")))
				if err != nil {
					return err
				}
				for _, input := range inputs {
					run := &evaluation{ctx: ctx, compiler: compiler, store: store, txn: txn, query: query, input: input, thorough: asked.Thorough}
					rows[i] = append(rows[i], run.both())
				}
			}
			answers[one.ID] = rows
		}
		return nil
	})
	return answers, err
}

type evaluation struct {
	ctx      context.Context
	compiler *ast.Compiler
	store    storage.Store
	txn      storage.Transaction
	query    ast.Body
	input    *ast.Term
	thorough bool
}

func (e *evaluation) both() answer {
	var errs []topdown.Error
	lenient := e.once(false, &errs)
	result := answer{Lenient: lenient, Strict: lenient}
	for _, one := range errs {
		result.Errors = append(result.Errors, failure{Code: one.Code, Message: one.Message})
	}
	if len(errs) > 0 && (lenient.Error == nil || lenient.Error.Code != topdown.CancelErr && lenient.Error.Code != "panic") {
		result.Strict = e.once(true, nil)
	}
	return result
}

type silent struct{}

func (silent) Print(print.Context, string) error { return nil }

// once reports a panic of the interpreter as an error of its own kind.
func (e *evaluation) once(strict bool, errs *[]topdown.Error) (result outcome) {
	defer func() {
		if caught := recover(); caught != nil {
			result = outcome{Error: &failure{Code: "panic", Message: fmt.Sprint(caught)}}
		}
	}()
	cancel := topdown.NewCancel()
	timer := time.AfterFunc(deadline, cancel.Cancel)
	defer timer.Stop()
	query := topdown.NewQuery(e.query).
		WithCompiler(e.compiler).
		WithStore(e.store).
		WithTransaction(e.txn).
		WithInput(e.input).
		WithCancel(cancel).
		WithTime(clock).
		WithRuntime(ast.NewTerm(ast.NewObject())).
		WithPrintHook(silent{}).
		WithIndexing(!e.thorough).
		WithEarlyExit(!e.thorough).
		WithStrictBuiltinErrors(strict)
	if errs != nil {
		query = query.WithBuiltinErrorList(errs)
	}
	results, err := query.Run(e.ctx)
	if err != nil {
		code, message := "unknown", err.Error()
		if known := new(topdown.Error); errors.As(err, &known) {
			code, message = known.Code, known.Message
		}
		return outcome{Error: &failure{Code: code, Message: message}}
	}
	if len(results) == 0 {
		return outcome{}
	}
	return outcome{Value: textOf(results[0][ast.Var("x")].Value)}
}

func objectOf(text json.RawMessage) (map[string]any, error) {
	var object map[string]any
	if len(text) == 0 {
		return map[string]any{}, nil
	}
	err := util.UnmarshalJSON(text, &object)
	return object, err
}

func inputsOf(texts []json.RawMessage) ([]*ast.Term, error) {
	terms := make([]*ast.Term, len(texts))
	for i, text := range texts {
		var plain any
		if err := util.UnmarshalJSON(text, &plain); err != nil {
			return nil, err
		}
		value, err := ast.InterfaceToValue(plain)
		if err != nil {
			return nil, err
		}
		terms[i] = ast.NewTerm(value)
	}
	return terms, nil
}
