package main

// debugTable says what the numbers mean that a debug rendition reports. A body's
// places have the numbers from First on: one before each step, one at the end.
type debugTable struct {
	V      int         `json:"v"`
	Files  []string    `json:"files"`
	Rules  []debugRule `json:"rules"`
	Bodies []debugBody `json:"bodies"`
}

type debugRule struct {
	Path string `json:"path"`
	// complete, set, object or function
	Kind string `json:"kind"`
}

type debugBody struct {
	First int `json:"first"`
	Rule  int `json:"rule"`
	// rule, else, default, or what encloses it: comprehension, every, not, and, or
	Kind string `json:"kind"`
	// Of an enclosed body: the body and the step that it stands in.
	In    *[2]int     `json:"in,omitempty"`
	At    debugPlace  `json:"at"`
	Head  string      `json:"head,omitempty"`
	Steps []debugStep `json:"steps"`
	// Variables bound by the last step.
	Vars []string `json:"vars,omitempty"`
}

type debugStep struct {
	At   debugPlace `json:"at"`
	Text string     `json:"text"`
	// Variables bound by the step before, and in the first step by the head.
	Vars []string `json:"vars,omitempty"`
	// Rules that the step may evaluate itself, not those that enclosed bodies may.
	Calls []int `json:"calls,omitempty"`
	// print, trace: what the step says is a note.
	Note bool `json:"note,omitempty"`
}

// debugPlace is file (of Files), row, column.
type debugPlace [3]int
