package pacts

import pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"

// The words of the protocol, under the names that a test needs. Those that are not here are in pacts/v1.
type (
	// Query names one element of one page.
	Query = pactsv1.ElementQuery
	// Selector is one way to find an element.
	Selector = pactsv1.Selector
	// Identity tells an element from others, whatever selector found it.
	Identity = pactsv1.Descriptor
	// Found is an answer with selectors, best first.
	Found = pactsv1.Found
	// Miss is an answer without a selector, and why.
	Miss = pactsv1.Miss
	// Entry is what the daemon keeps of an element.
	Entry = pactsv1.Entry
	// Evidence is what a caller knows of the page as it is now.
	Evidence = pactsv1.Evidence
	// PageAccess is how the daemon may look at the page.
	PageAccess = pactsv1.PageAccess
	// PageContent is a page in one of its forms.
	PageContent = pactsv1.PageContent
	// FrameContent is a frame of another origin.
	FrameContent = pactsv1.FrameContent
	// Verification is what selectors do on a page.
	Verification = pactsv1.Verification
	// Heal is an element that was found again.
	Heal = pactsv1.Heal
	// Visit is what one tier answered.
	Visit = pactsv1.TierVisit
	// Action is what a test is about to do with an element.
	Action = pactsv1.Action
	// Strategy is how a selector finds its element.
	Strategy = pactsv1.SelectorStrategy
	// MissReason is why a lookup found nothing.
	MissReason = pactsv1.MissReason
	// FailureClass is why there is nothing to act on, in one word.
	FailureClass = pactsv1.FailureClass
	// Requirement is a requirement as people wrote it.
	Requirement = pactsv1.RequirementText
	// Plan is what a requirement asks for.
	Plan = pactsv1.PlanRequirementResponse
	// RunEvent is one thing that happened in a run.
	RunEvent = pactsv1.RunRequirementResponse
	// RunEnded is what a run has come to.
	RunEnded = pactsv1.RunEnded
	// RunVerdict is what a run or a case comes to, in a word.
	RunVerdict = pactsv1.RunVerdict
)

// What a test does with an element.
const (
	ActionUnspecified = pactsv1.Action_ACTION_UNSPECIFIED
	ActionClick       = pactsv1.Action_ACTION_CLICK
	ActionFill        = pactsv1.Action_ACTION_FILL
	ActionSelect      = pactsv1.Action_ACTION_SELECT
	ActionCheck       = pactsv1.Action_ACTION_CHECK
	ActionHover       = pactsv1.Action_ACTION_HOVER
	ActionRead        = pactsv1.Action_ACTION_READ
)

// How a selector finds its element: all that there are.
const (
	StrategyCSS         = pactsv1.SelectorStrategy_SELECTOR_STRATEGY_CSS
	StrategyXPath       = pactsv1.SelectorStrategy_SELECTOR_STRATEGY_XPATH
	StrategyRole        = pactsv1.SelectorStrategy_SELECTOR_STRATEGY_ROLE
	StrategyLabel       = pactsv1.SelectorStrategy_SELECTOR_STRATEGY_LABEL
	StrategyPlaceholder = pactsv1.SelectorStrategy_SELECTOR_STRATEGY_PLACEHOLDER
	StrategyText        = pactsv1.SelectorStrategy_SELECTOR_STRATEGY_TEXT
	StrategyAltText     = pactsv1.SelectorStrategy_SELECTOR_STRATEGY_ALT_TEXT
	StrategyTitle       = pactsv1.SelectorStrategy_SELECTOR_STRATEGY_TITLE
	StrategyTestID      = pactsv1.SelectorStrategy_SELECTOR_STRATEGY_TEST_ID
)

// PlannerRules reads sentences by rules, which ask nobody.
const PlannerRules = pactsv1.PlannerKind_PLANNER_KIND_RULES

// Which browser a requirement runs in; Chromium unless it is said.
const (
	RunChromium = pactsv1.RunBrowser_RUN_BROWSER_CHROMIUM
	RunFirefox  = pactsv1.RunBrowser_RUN_BROWSER_FIREFOX
)

// What a run or a case comes to.
const (
	RunPass       = pactsv1.RunVerdict_RUN_VERDICT_PASS
	RunPassHealed = pactsv1.RunVerdict_RUN_VERDICT_PASS_HEALED
	RunUnverified = pactsv1.RunVerdict_RUN_VERDICT_UNVERIFIED
	RunBlocked    = pactsv1.RunVerdict_RUN_VERDICT_BLOCKED
	RunFail       = pactsv1.RunVerdict_RUN_VERDICT_FAIL
)

// Answer is what a lookup came to: exactly one of Found and Miss is set.
type Answer struct {
	Found *Found
	Miss  *Miss
	// Trail has every tier in the order it was asked.
	Trail []*Visit
}

// Checked is what became of a verification: exactly one of Verification and Miss is set.
type Checked struct {
	Verification *Verification
	Miss         *Miss
	// Version is the entry's; 0 when there is none.
	Version int64
	Trail   []*Visit
}

// Scripts are what runs in a page.
type Scripts struct {
	// Capture is an expression whose value is the page as text, for PageContent.
	Capture string
	// Check is an expression whose value is a function from a check to a Verification, both as JSON text. It tells a second
	// argument, a function, the one element of each selector that was tried and has one.
	Check string
}

// CaptureContent returns the page that the capture script has captured.
func CaptureContent(capture string) *PageContent {
	return &PageContent{Source: &pactsv1.PageContent_Capture{Capture: capture}}
}

// HTMLContent returns the page that has this source.
func HTMLContent(html string) *PageContent {
	return &PageContent{Source: &pactsv1.PageContent_Html{Html: html}}
}

// PageEvidence returns the page as evidence.
func PageEvidence(page *PageContent) *Evidence {
	return &Evidence{Kind: &pactsv1.Evidence_Page{Page: page}}
}

// FingerprintEvidence returns a fingerprint as evidence.
func FingerprintEvidence(fingerprint []byte) *Evidence {
	return &Evidence{Kind: &pactsv1.Evidence_Fingerprint{Fingerprint: fingerprint}}
}
