package pacts

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/encoding/protojson"

	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

// Page is what a session needs of a page that a runner drives.
type Page interface {
	// URL returns the address that the page shows.
	URL(ctx context.Context) (string, error)
	// Evaluate returns the text that a JavaScript expression has as its value, in the frame of that name or URL, in the
	// main frame when that is empty.
	Evaluate(ctx context.Context, frame, expression string) (string, error)
	// Foreign returns the same of each frame that a script in another one cannot enter: those of another origin than what
	// they stand in. A frame that goes meanwhile is left out.
	Foreign(ctx context.Context, expression string) ([]Foreign, error)
	// Strategies are the selectors that the runner understands.
	Strategies() []Strategy
}

// Foreign is a frame of another origin, and the text that an expression has as its value in it.
type Foreign struct{ Name, URL, Text string }

// Tab is a page as a session sees it.
type Tab struct {
	session *Session
	page    Page
	visit   *visit
}

// Tab binds the session to a page of a runner.
func (s *Session) Tab(page Page) *Tab {
	tab := &Tab{session: s, page: page, visit: newVisit("")}
	s.lock.Lock()
	defer s.lock.Unlock()
	s.tabs = append(s.tabs, tab)
	return tab
}

// Session returns the session that the tab belongs to.
func (t *Tab) Session() *Session { return t.session }

// Query returns the query of an element on the page as it is now.
func (t *Tab) Query(ctx context.Context, element string, options ...ElementOption) (*Query, error) {
	return t.queryOf(ctx, elementOf(element, options))
}

// queryOf also starts another visit when the page shows another address.
func (t *Tab) queryOf(ctx context.Context, wanted target) (*Query, error) {
	url, err := t.page.URL(ctx)
	if err != nil {
		return nil, fmt.Errorf("pacts: the page's address: %w", err)
	}
	if url != t.visit.url {
		// What was counted is of use to statistics only: a test does not fail for it.
		_ = t.EndVisit(ctx)
		t.visit = newVisit(url)
	}
	return wanted.query(t.session, url), nil
}

// Capture returns the page as it is now, to be sent with a call.
func (t *Tab) Capture(ctx context.Context) (*PageContent, error) {
	scripts, err := t.session.scripts(ctx)
	if err != nil {
		return nil, err
	}
	text, err := t.page.Evaluate(ctx, "", scripts.Capture)
	if err != nil {
		return nil, &pageError{err}
	}
	page := CaptureContent(text)
	foreign, err := t.page.Foreign(ctx, scripts.Capture)
	if err != nil {
		return nil, &pageError{err}
	}
	for _, frame := range foreign {
		page.Frames = append(page.Frames, &FrameContent{Name: frame.Name, Url: frame.URL, Page: CaptureContent(frame.Text)})
	}
	return page, nil
}

// stateOf tells a page from what it was and will be, with its frames: what comes late may come in one of them.
func stateOf(page *PageContent) [32]byte {
	state := sha256.New()
	_, _ = fmt.Fprintf(state, "%q", page.GetCapture())
	for _, frame := range page.GetFrames() {
		_, _ = fmt.Fprintf(state, " %q %q %q", frame.GetName(), frame.GetUrl(), frame.GetPage().GetCapture())
	}
	return [32]byte(state.Sum(nil))
}

// pageError says that the page could not be looked at: it is on its way to another one, say.
type pageError struct{ error }

func (e *pageError) Unwrap() error { return e.error }

// check looks in the page whether what is known of an element is still right.
func (t *Tab) check(ctx context.Context, query *Query, found *Found, action Action, document string) (*Verification, error) {
	expression, err := t.checking(ctx, &pactsv1.PageCheck{
		Selectors: found.GetSelectors(), Identity: found.GetIdentity(), Action: action, Document: document,
	}, "")
	if err != nil {
		return nil, err
	}
	text, err := t.page.Evaluate(ctx, query.GetFrame(), expression)
	if err != nil {
		return nil, &pageError{err}
	}
	checked := &Verification{}
	if err := (protojson.UnmarshalOptions{DiscardUnknown: true}).Unmarshal([]byte(text), checked); err != nil {
		return nil, fmt.Errorf("pacts: the check's answer: %w", err)
	}
	t.visit.arrive(checked.GetDocument())
	return checked, nil
}

// Finding returns a JavaScript expression whose value, in its frame, is the one element that a selector finds: null when
// there is none, or more than one. It finds by every strategy, and in open shadow roots.
func (t *Tab) Finding(ctx context.Context, selector *Selector) (string, error) {
	call, err := t.checking(ctx, &pactsv1.PageCheck{Selectors: []*Selector{selector}}, ", (one) => { found = one }")
	return "(() => { let found = null; " + call + "; return found })()", err
}

// checking returns an expression that calls the check script.
func (t *Tab) checking(ctx context.Context, check *pactsv1.PageCheck, more string) (string, error) {
	scripts, err := t.session.scripts(ctx)
	if err != nil {
		return "", err
	}
	if scripts.Check == "" {
		old := &VersionError{}
		old.set(PactsError{
			Code: codes.Unimplemented, Message: "the daemon is older than this client: it has no check script",
		})
		return "", old
	}
	asked, err := protojson.Marshal(check)
	if err != nil {
		return "", fmt.Errorf("pacts: the check: %w", err)
	}
	argument, err := json.Marshal(string(asked))
	if err != nil {
		return "", fmt.Errorf("pacts: the check: %w", err)
	}
	return "(" + scripts.Check + ")(" + string(argument) + more + ")", nil
}

// lookup answers from what is kept of the page, and asks the daemon for what is not there.
func (t *Tab) lookup(ctx context.Context, query *Query) (*Answer, error) {
	if t.visit.isDue(query, t.session.settings.visitAge) {
		if err := t.fetchPage(ctx, query); err != nil {
			return nil, err
		}
	}
	if found := t.visit.hit(query); found != nil {
		return &Answer{Found: found}, nil
	}
	answer, err := t.session.client.Get(ctx, GetRequest{Query: query, Strategies: t.page.Strategies()})
	if err == nil && answer.Found != nil {
		t.visit.keep(query, answer.Found)
	}
	return answer, err
}

func (t *Tab) fetchPage(ctx context.Context, query *Query) error {
	response, err := t.session.client.GetPage(ctx, &pactsv1.GetPageSelectorsRequest{
		App: query.GetApp(), Environment: query.GetEnvironment(), Page: query.GetPage(), Variant: query.GetVariant(),
		Strategies: t.page.Strategies(),
	})
	var failed *VersionError
	if errors.As(err, &failed) && failed.Code == codes.Unimplemented {
		return nil // An older daemon: each element is asked for by itself.
	}
	if err == nil {
		t.visit.keepPage(query, response.GetSelectors())
	}
	return err
}

// withPage makes a call with a page, by its digest when the daemon was sent the same page a moment ago.
func (t *Tab) withPage(
	page *PageContent, call func(*PageAccess) (*Answer, error),
) (*Answer, error) {
	digest := sha256.Sum256([]byte(page.GetCapture()))
	if digest == t.visit.sent {
		known := &PageContent{Source: &pactsv1.PageContent_Digest{Digest: digest[:]}, Frames: page.GetFrames()}
		answer, err := call(&PageAccess{Page: known})
		var forgotten *PageNotKeptError
		if !errors.As(err, &forgotten) {
			return answer, err
		}
	}
	answer, err := call(&PageAccess{Page: page})
	if err == nil {
		t.visit.sent = digest
	}
	return answer, err
}
