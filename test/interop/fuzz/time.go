package main

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/util"
)

// timed is what one evaluation takes in OPA's interpreter, prepared once and fed with the input's text as a server is.
type timed struct {
	Microseconds float64         `json:"microseconds"`
	Evaluations  int             `json:"evaluations"`
	Result       json.RawMessage `json:"result"`
}

func timePrograms(asked request) ([]timed, error) {
	ctx := context.Background()
	data, err := objectOf(asked.Data)
	if err != nil {
		return nil, err
	}
	var results []timed
	for _, one := range asked.Programs {
		for _, path := range one.Entrypoints {
			prepared, err := rego.New(
				rego.Query("data."+strings.ReplaceAll(path, "/", ".")),
				rego.Module(one.ID+".rego", one.Source),
				rego.Store(inmem.NewFromObject(data)),
			).PrepareForEval(ctx)
			if err != nil {
				return nil, err
			}
			for _, input := range one.Inputs {
				row, err := repeat(ctx, prepared, input, time.Duration(asked.Milliseconds)*time.Millisecond)
				if err != nil {
					return nil, err
				}
				results = append(results, row)
			}
		}
	}
	return results, nil
}

func repeat(ctx context.Context, prepared rego.PreparedEvalQuery, input json.RawMessage, span time.Duration) (timed, error) {
	var row timed
	began := time.Now()
	for time.Since(began) < span {
		var parsed any
		if err := util.UnmarshalJSON(input, &parsed); err != nil {
			return row, err
		}
		results, err := prepared.Eval(ctx, rego.EvalInput(parsed))
		if err != nil {
			return row, err
		}
		text, err := json.Marshal(results[0].Expressions[0].Value)
		if err != nil {
			return row, err
		}
		row.Result = text
		row.Evaluations++
	}
	row.Microseconds = float64(time.Since(began).Microseconds()) / float64(row.Evaluations)
	return row, nil
}
