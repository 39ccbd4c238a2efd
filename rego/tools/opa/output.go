package main

import (
	"encoding/json"
	"errors"
	"io"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/loader"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// output is what check and eval print with --format json: OPA's own shape, whose
// definition lies in a package of OPA's that others cannot import.
type output struct {
	Errors []outputError  `json:"errors,omitempty"`
	Result rego.ResultSet `json:"result,omitempty"`
}

type outputError struct {
	Message    string             `json:"message"`
	Code       string             `json:"code,omitempty"`
	Location   *ast.Location      `json:"location,omitempty"`
	Details    any                `json:"details,omitempty"`
	StackTrace topdown.StackTrace `json:"stack_trace,omitempty"`
}

func printJSON(w io.Writer, x any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(x)
}

// outputErrors flattens the lists of errors that OPA's packages return.
func outputErrors(err error) []outputError {
	switch e := err.(type) {
	case nil:
		return nil
	case *ast.Error:
		return []outputError{{Message: e.Message, Code: e.Code, Location: e.Location, Details: e.Details}}
	case *topdown.Error:
		return []outputError{{Message: e.Message, Code: e.Code, Location: e.Location, StackTrace: e.StackTrace}}
	case *storage.Error:
		return []outputError{{Message: e.Message, Code: e.Code}}
	case ast.Errors:
		return flatten(e)
	case rego.Errors:
		return flatten(e)
	case loader.Errors:
		return flatten(e)
	}
	if inner := outputErrors(errors.Unwrap(err)); len(inner) > 0 && inner[0].Code != "" {
		return inner
	}
	return []outputError{{Message: err.Error()}}
}

func flatten[E error](errs []E) (flat []outputError) {
	for _, err := range errs {
		flat = append(flat, outputErrors(err)...)
	}
	return flat
}
