package pacts

import (
	"slices"

	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

// static are the roles of what only says something. What is not told to be a control may be one all the same: a cell, a box.
var static = []string{"heading", "paragraph", "caption", "legend", "term", "definition", "status", "alert", "note"}

// taking are the roles and tags that take an action.
var taking = map[Action]struct{ roles, tags []string }{
	ActionFill:   {[]string{"textbox", "searchbox", "combobox", "spinbutton", "slider"}, []string{"input", "textarea"}},
	ActionSelect: {[]string{"combobox", "listbox"}, []string{"select"}},
	ActionCheck:  {[]string{"checkbox", "radio", "switch", "menuitemcheckbox", "menuitemradio"}, []string{"input"}},
}

// suits says whether an element may take an action, as far as its description tells. False is a reason to look whether
// another element is called the same and does take it.
func suits(descriptor *pactsv1.Descriptor, action Action) bool {
	role, tag := descriptor.GetRole(), descriptor.GetTag()
	if action == ActionClick {
		return !slices.Contains(static, role)
	}
	takes, isJudged := taking[action]
	isTold := role != "" || tag != ""
	return !isJudged || !isTold || slices.Contains(takes.roles, role) || slices.Contains(takes.tags, tag)
}
