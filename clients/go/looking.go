package pacts

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"

	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

// Located is where an element was found, in one document. It may be kept: acting on it in another document fails with a
// *StaleSelectorError.
type Located struct {
	// Found is what is known of it.
	Found *Found
	// Selector is the one that leads to it, and Document the document that it was found right in.
	Selector *Selector
	Document string

	element *Element
	query   *Query
	action  Action
}

// looking is one element being waited for.
type looking struct {
	element *Element
	action  Action
	ends    time.Time
	failing time.Time
	asked   [32]byte
	missed  *Miss

	// closer waits for an element of the same name that takes the action; isFor is set in that one.
	// isPatient: it was looked for at once, as it stood elsewhere.
	isPatient bool
	pauses    int

	closer  *looking
	isFor   bool
	resting [32]byte
	since   time.Time
}

// firstPauses: what comes mostly comes soon; later looks are as far apart as the session says.
var firstPauses = []time.Duration{50 * time.Millisecond, 100 * time.Millisecond, 200 * time.Millisecond}

// pause waits until the next look.
func (l *looking) pause(ctx context.Context) error {
	step := l.element.tab.session.settings.step
	if l.pauses < len(firstPauses) {
		step = min(step, firstPauses[l.pauses])
	}
	l.pauses++
	return pause(ctx, step)
}

// atOnce says whether the element is looked for without waiting: it stands in plain sight elsewhere. That holds once: what it
// was taken for may not be it, and it may still come.
func (l *looking) atOnce(checked *Verification) bool {
	is := checked.GetIsElsewhere() && !l.isPatient
	l.isPatient = l.isPatient || is
	return is
}

func (l *looking) isOver() bool { return !time.Now().Before(l.ends) }

// rested says for how long the element has not been where it was.
func (l *looking) rested() time.Duration {
	if l.failing.IsZero() {
		l.failing = time.Now()
	}
	return time.Since(l.failing)
}

// same says for how long the page that was asked about has been the same; without end once time is over.
func (l *looking) same() time.Duration {
	if l.missed == nil {
		return 0
	}
	if l.since.IsZero() || l.resting != l.asked {
		l.resting, l.since = l.asked, time.Now()
	}
	if l.isOver() {
		return math.MaxInt64
	}
	return time.Since(l.since)
}

// suiting looks one time, and rather for what takes the action than for what is only called so. Both are entries of their
// own: the heading that is read is not the link that is clicked. Where no other comes until the page is at rest, the runner
// has what is called so.
func (l *looking) suiting(ctx context.Context) (*Located, *Miss, error) {
	named, miss, err := l.once(ctx)
	if err != nil || named == nil || suits(named.Found.GetIdentity(), l.action) {
		return named, miss, err
	}
	if l.closer == nil {
		l.closer = &looking{element: l.element, action: l.action, ends: l.ends, isFor: true}
	}
	located, miss, err := l.closer.once(ctx)
	if err != nil || located != nil || miss.GetReason() == pactsv1.MissReason_MISS_REASON_AMBIGUOUS {
		return located, miss, err
	}
	settings := l.element.tab.session.settings
	if settings.frozen || l.closer.same() >= settings.settle {
		return named, nil, nil
	}
	return nil, miss, nil
}

// once looks one time: the element is located, or not, for a reason that time may change.
func (l *looking) once(ctx context.Context) (*Located, *Miss, error) {
	located, miss, err := l.tryOnce(ctx)
	var unready *pageError
	if errors.As(err, &unready) && ctx.Err() == nil {
		return nil, unreachable(unready), nil
	}
	return located, miss, err
}

func (l *looking) tryOnce(ctx context.Context) (*Located, *Miss, error) {
	tab := l.element.tab
	query, err := tab.queryOf(ctx, l.element.target)
	if err != nil {
		return nil, nil, err
	}
	if l.isFor {
		query.Action = l.action
	}
	answer, err := tab.lookup(ctx, query)
	if err != nil {
		return nil, nil, err
	}
	if answer.Found != nil {
		return l.known(ctx, query, answer.Found)
	}
	if tab.session.settings.frozen {
		return nil, answer.Miss, nil
	}
	return l.again(ctx, query, nil)
}

// known checks in the page what is known of the element.
func (l *looking) known(ctx context.Context, query *Query, found *Found) (*Located, *Miss, error) {
	tab := l.element.tab
	checked, err := tab.check(ctx, query, found, l.action, "")
	if err != nil {
		return nil, nil, err
	}
	if checked.GetIsSame() {
		return l.ready(ctx, query, found, checked)
	}
	settings := tab.session.settings
	if !settings.mayHeal(query.GetElement()) {
		return nil, refused(checked, settings, query.GetElement()), nil
	}
	// What is not there may still come; what is another will hardly become the right one.
	patience := settings.settle
	if checked.GetMatches() > 0 {
		patience = settings.step
	}
	rested, atOnce := l.rested(), l.atOnce(checked)
	if !atOnce && rested < patience && !l.isOver() {
		return nil, notYet(checked), nil
	}
	located, miss, err := l.again(ctx, query, &known{found: found, checked: checked})
	if atOnce && miss != nil {
		miss = notYet(checked)
	}
	return located, miss, err
}

// known is what was kept of an element, and how its check came out.
type known struct {
	found   *Found
	checked *Verification
}

// ready takes an element that is the right one, once every point of the gate holds: not each runner waits for them by
// itself. What was registered to cover pages is closed.
func (l *looking) ready(ctx context.Context, query *Query, found *Found, checked *Verification) (*Located, *Miss, error) {
	var err error
	if isCovered(checked) {
		checked, err = l.uncover(ctx, query, found, checked)
	}
	switch {
	case err != nil:
		return nil, nil, err
	case checked.GetFailed() == pactsv1.GatePoint_GATE_POINT_UNSPECIFIED || l.action == ActionUnspecified:
		return l.at(query, found, checked), nil, nil
	case !l.isOver() || checked.GetFailed() == pactsv1.GatePoint_GATE_POINT_VISIBLE:
		return nil, notYet(checked), nil
	}
	return nil, nil, &PactsError{
		Message: fmt.Sprintf("%q cannot be acted on: %s", query.GetElement(), detailOf(checked)),
		Code:    codes.FailedPrecondition,
	}
}

func (l *looking) at(query *Query, found *Found, checked *Verification) *Located {
	return &Located{
		Found: found, Selector: checked.GetSelector(), Document: checked.GetDocument(),
		element: l.element, query: query, action: l.action,
	}
}

// again has the element looked for on the page as it is now.
func (l *looking) again(ctx context.Context, query *Query, before *known) (*Located, *Miss, error) {
	answer, err := l.seek(ctx, query, before)
	if err != nil {
		return nil, nil, err
	}
	if answer.Miss != nil {
		return nil, answer.Miss, nil
	}
	checked, err := l.element.tab.check(ctx, query, answer.Found, l.action, "")
	if err != nil {
		return nil, nil, err
	}
	if checked.GetIsSame() {
		return l.ready(ctx, query, answer.Found, checked)
	}
	// The daemon sees more of a page than the check does, and has just proven what it found.
	if checked.GetMatches() == 1 {
		checked.Selector = answer.Found.GetSelectors()[0]
		return l.at(query, answer.Found, checked), nil, nil
	}
	return nil, notYet(checked), nil
}

// seek sends the page, unless it is the one that the last miss was about. With what was known before, that is replaced.
func (l *looking) seek(ctx context.Context, query *Query, before *known) (*Answer, error) {
	tab := l.element.tab
	page, err := tab.Capture(ctx)
	if err != nil {
		return nil, err
	}
	state := stateOf(page)
	if l.missed != nil && state == l.asked {
		return &Answer{Miss: l.missed}, nil
	}
	answer, err := l.ask(ctx, query, page, before)
	if err != nil {
		return nil, err
	}
	l.asked, l.missed = state, answer.Miss
	if answer.Miss != nil {
		tab.visit.drop(query)
		return answer, nil
	}
	tab.visit.keep(query, answer.Found)
	tab.note(query, before, answer.Found)
	return answer, nil
}

func (l *looking) ask(ctx context.Context, query *Query, page *PageContent, before *known) (*Answer, error) {
	tab, client := l.element.tab, l.element.tab.session.client
	if before == nil {
		return tab.withPage(page, func(access *PageAccess) (*Answer, error) {
			return client.Get(ctx, GetRequest{Query: query, Access: access, Strategies: tab.page.Strategies()})
		})
	}
	return tab.withPage(page, func(access *PageAccess) (*Answer, error) {
		return client.Resolve(ctx, &pactsv1.ResolveSelectorRequest{
			Query: query, Access: access, FailedSelector: before.checked.GetSelector(), Strategies: tab.page.Strategies(),
		})
	})
}

// note tells of a heal: an element that was known, and is found by another selector now.
func (t *Tab) note(query *Query, before *known, found *Found) {
	verdict := found.GetVerdict().String()[len("ELEMENT_VERDICT_"):]
	if found.GetVerdict() == pactsv1.ElementVerdict_ELEMENT_VERDICT_UNSPECIFIED {
		verdict = ""
	}
	if before == nil && verdict == "" || before != nil && proto.Equal(before.checked.GetSelector(), found.GetSelectors()[0]) {
		return
	}
	healed := Healed{
		Element: query.GetElement(), Page: query.GetPage(), New: found.GetSelectors()[0],
		Verdict: verdict, HealID: found.GetHealId(),
	}
	if before != nil {
		healed.Old = before.checked.GetSelector()
	}
	t.session.healed(healed)
}
