package pacts

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

// SessionOption sets something of a Session.
type SessionOption func(*sessionSettings)

type sessionSettings struct {
	variant       map[string]string
	heal          bool
	frozen        bool
	neverHeal     []string
	interruptions map[string]string
	wait          time.Duration
	step          time.Duration
	settle        time.Duration
	visitAge      time.Duration
	log           func(format string, values ...any)
}

func (s *sessionSettings) mayHeal(element string) bool {
	return s.heal && !s.frozen && !slices.Contains(s.neverHeal, element)
}

// WithVariant says what makes another page of the same route, for every query: viewport, locale, role.
func WithVariant(variant map[string]string) SessionOption {
	return func(s *sessionSettings) { s.variant = variant }
}

// WithHealing says whether an element is looked for again when what is known of it is not right any more; it is unless
// told otherwise.
func WithHealing(heal bool) SessionOption {
	return func(s *sessionSettings) { s.heal = heal }
}

// WithFrozen says that nothing is looked for and nothing is written: only what is known is used.
func WithFrozen(frozen bool) SessionOption {
	return func(s *sessionSettings) { s.frozen = frozen }
}

// WithNeverHeal names elements that are never looked for again.
func WithNeverHeal(elements ...string) SessionOption {
	return func(s *sessionSettings) { s.neverHeal = append(s.neverHeal, elements...) }
}

// WithInterruption registers what may come up and cover the page, by a name and the CSS selector of what closes it.
func WithInterruption(name, css string) SessionOption {
	return func(s *sessionSettings) { s.interruptions[name] = css }
}

// WithWait bounds how long an element is waited for, and each native action; 5 s unless set.
func WithWait(wait time.Duration) SessionOption {
	return func(s *sessionSettings) { s.wait = wait }
}

// WithVisitAge bounds how long what is known of a page is kept; 60 s unless set.
func WithVisitAge(age time.Duration) SessionOption {
	return func(s *sessionSettings) { s.visitAge = age }
}

// WithLog says where a session tells of heals and of a daemon that is down, such as (*testing.T).Logf.
func WithLog(log func(format string, values ...any)) SessionOption {
	return func(s *sessionSettings) { s.log = log }
}

// Session is one test's use of a daemon. It may be used from several goroutines, each Tab of it from one at a time.
type Session struct {
	client      *Client
	app         string
	environment string
	settings    *sessionSettings

	scripts    func(ctx context.Context) (*Scripts, error)
	background sync.WaitGroup

	lock    sync.Mutex
	said    map[string]bool
	uses    map[string]use
	heals   []Healed
	lookups int
	tabs    []*Tab
}

// use is an answer that the test has acted on.
type use struct {
	query    *Query
	version  int64
	selector *Selector
	tab      *Tab
}

// Healed is an element that was found again.
type Healed struct {
	// Element is its name, and Page the URL it is on.
	Element, Page string
	// Old is the selector that stopped being right; nil when the daemon noticed by itself. New is the one that was found.
	Old, New *Selector
	// Verdict is what became of the element: "KEPT", "MOVED", "CHANGED"; empty when it was not judged.
	Verdict string
	// HealID names the heal in the daemon while it is on probation.
	HealID string
}

// NewSession returns a session whose queries are of this app in this environment.
func NewSession(client *Client, app, environment string, options ...SessionOption) *Session {
	settings := &sessionSettings{
		heal: true, interruptions: map[string]string{}, log: func(string, ...any) {},
		wait: 5 * time.Second, step: 250 * time.Millisecond, settle: time.Second, visitAge: time.Minute,
	}
	for _, option := range options {
		option(settings)
	}
	session := &Session{
		client: client, app: app, environment: environment, settings: settings, uses: map[string]use{}, said: map[string]bool{},
	}
	session.scripts = once(client.Scripts)
	return session
}

// once calls get until it has answered, and then keeps what it answered.
func once[T any](get func(context.Context) (*T, error)) func(context.Context) (*T, error) {
	var lock sync.Mutex
	var kept *T
	return func(ctx context.Context) (*T, error) {
		lock.Lock()
		defer lock.Unlock()
		if kept != nil {
			return kept, nil
		}
		got, err := get(ctx)
		if err == nil {
			kept = got
		}
		return got, err
	}
}

// Client returns the client that the session calls.
func (s *Session) Client() *Client { return s.client }

// Heals returns what was found again so far, in order.
func (s *Session) Heals() []Healed {
	s.lock.Lock()
	defer s.lock.Unlock()
	return slices.Clone(s.heals)
}

// Lookups returns how many elements were looked up so far.
func (s *Session) Lookups() int {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.lookups
}

// Passed reports all that the test has used as right, since the test has passed.
func (s *Session) Passed(ctx context.Context) error {
	return s.report(ctx, func(ctx context.Context, used use) (bool, error) {
		response, err := s.client.ReportSucceeded(ctx, used.query, used.version, used.selector)
		return response.GetVersion() == used.version, err
	})
}

// Failed reports all that the test has used as wrong, and why the test has failed, in its own words.
func (s *Session) Failed(ctx context.Context, why string) error {
	return s.report(ctx, func(ctx context.Context, used use) (bool, error) {
		response, err := s.client.ReportFailed(ctx, used.query, used.version, used.selector, cutText(why, 2048))
		return response.GetVersion() == used.version, err
	})
}

// report tells how each use did, and forgets what the daemon has changed for it.
func (s *Session) report(ctx context.Context, tell func(context.Context, use) (kept bool, err error)) error {
	s.lock.Lock()
	uses := s.uses
	s.uses = map[string]use{}
	s.lock.Unlock()
	if s.settings.frozen {
		return nil
	}
	var failures []error
	for _, used := range uses {
		kept, err := tell(ctx, used)
		if !kept || err != nil {
			used.tab.visit.drop(used.query)
		}
		failures = append(failures, err)
	}
	return errors.Join(failures...)
}

// Close waits for what is taught in the background, and ends every visit. The client stays open.
func (s *Session) Close(ctx context.Context) error {
	s.background.Wait()
	s.lock.Lock()
	tabs := slices.Clone(s.tabs)
	s.lock.Unlock()
	var failures []error
	for _, tab := range tabs {
		failures = append(failures, tab.EndVisit(ctx))
	}
	return errors.Join(failures...)
}

func (s *Session) lookedUp() {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.lookups++
}

func (s *Session) used(used use) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.uses[keyOf(used.query)+"\x00"+used.query.GetPage()] = used
}

func (s *Session) healed(healed Healed) {
	s.lock.Lock()
	s.heals = append(s.heals, healed)
	s.lock.Unlock()
	s.settings.log("pacts: %q was found again: %s -> %s", healed.Element, textOf(healed.Old), textOf(healed.New))
}

// sayOnce tells of something that every action meets.
func (s *Session) sayOnce(about, what string) {
	s.lock.Lock()
	isSaid := s.said[about]
	s.said[about] = true
	s.lock.Unlock()
	if !isSaid {
		s.settings.log("%s", what)
	}
}
