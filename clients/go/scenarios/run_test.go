package scenarios

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/propagation"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	pacts "github.com/pacts-dev/pacts/clients/go"
	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
	"github.com/pacts-dev/pacts/clients/go/pactschromedp"
)

const scenarioWithin = 90 * time.Second

func TestScenarios_EachOfThem_IsDoneAsItSays(t *testing.T) {
	otel.SetTextMapPropagator(propagation.TraceContext{})
	world := started(t)
	results := map[string]result{}
	t.Cleanup(func() { write(t, world.Results, results) })
	browser := launched(t, world)
	for _, one := range world.Scenarios {
		results[one.Name] = result{Status: "failed", Why: "it was not done"}
	}
	for _, one := range world.Scenarios {
		t.Run(one.Name, func(t *testing.T) {
			if err := done(t, browser, world, one); err != nil {
				results[one.Name] = result{Status: "failed", Why: err.Error()}
				t.Error(err)
				return
			}
			results[one.Name] = result{Status: "passed"}
		})
	}
}

// launched starts the browser of a world, without a port.
func launched(t *testing.T, world *world) context.Context {
	t.Helper()
	flags := []chromedp.ExecAllocatorOption{chromedp.ExecPath(world.Browser.Executable)}
	for _, argument := range world.Browser.Arguments {
		name, value, valued := strings.Cut(strings.TrimPrefix(argument, "--"), "=")
		if valued {
			flags = append(flags, chromedp.Flag(name, value))
		} else {
			flags = append(flags, chromedp.Flag(name, true))
		}
	}
	ctx, cancel := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(flags...))
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// runner does the steps of one scenario.
type runner struct {
	world  *world
	app    string
	ctx    context.Context
	client *pacts.Client
	page   *pactschromedp.Page
	wrap   *pactschromedp.Wrapped
	held   *pacts.Located
	stats  *pactsv1.GetCacheStatsResponse
}

func done(t *testing.T, browser context.Context, world *world, one scenario) error {
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	defer cancel()
	if err := chromedp.Do(ctx); err != nil {
		return err
	}
	ctx, cancel = context.WithTimeout(ctx, scenarioWithin)
	defer cancel()
	client, err := connected(world, one)
	if err != nil {
		return err
	}
	defer client.Close()
	session := pacts.NewSession(client, one.Name, world.Environment, sessionOptions(t, one.Options)...)
	run := &runner{
		world: world, app: one.Name, ctx: ctx, client: client,
		page: pactschromedp.On(session), wrap: pactschromedp.Wrap(session),
	}
	if err := run.begin(one); err != nil {
		return err
	}
	for i, step := range one.Steps {
		if err := run.patiently(step); err != nil {
			return fmt.Errorf("step %d, %s: %w", i+1, step.Do, err)
		}
	}
	if one.Daemon == "down" {
		return nil
	}
	return session.Close(ctx)
}

func connected(world *world, one scenario) (*pacts.Client, error) {
	daemon := world.Daemons[one.Daemon]
	options := []pacts.Option{}
	if token := one.Options.Token; token != "" {
		options = append(options, pacts.WithToken(token))
	} else if daemon.Token != "" {
		options = append(options, pacts.WithToken(daemon.Token))
	}
	if timeout := seconds(one.Options.TimeoutS); timeout > 0 {
		options = append(options, pacts.WithTimeout(timeout), pacts.WithPageTimeout(timeout))
	}
	if protocol := one.Options.Protocol; protocol != "" {
		options = append(options, pacts.WithDialOptions(grpc.WithChainUnaryInterceptor(speaking(protocol))))
	}
	return pacts.New(daemon.Target, options...)
}

// speaking names another version of the protocol than the client's own.
func speaking(protocol string) grpc.UnaryClientInterceptor {
	return func(
		ctx context.Context, method string, request, reply any, connection *grpc.ClientConn,
		invoke grpc.UnaryInvoker, options ...grpc.CallOption,
	) error {
		carried, _ := metadata.FromOutgoingContext(ctx)
		carried = carried.Copy()
		carried.Set("pacts-protocol", protocol)
		return invoke(metadata.NewOutgoingContext(ctx, carried), method, request, reply, connection, options...)
	}
}

func sessionOptions(t *testing.T, set options) []pacts.SessionOption {
	made := []pacts.SessionOption{pacts.WithLog(t.Logf), pacts.WithNeverHeal(set.NeverHeal...), pacts.WithHealing(set.Heal != "off")}
	if wait := seconds(set.WaitS); wait > 0 {
		made = append(made, pacts.WithWait(wait))
	}
	for name, css := range set.Interruptions {
		made = append(made, pacts.WithInterruption(name, css))
	}
	return made
}

// begin keeps the daemon's counters, where steps ask by how much they grew.
func (r *runner) begin(one scenario) (err error) {
	for _, step := range one.Steps {
		if step.Do == "stats" {
			r.stats, err = r.client.Stats(r.ctx)
			return err
		}
	}
	return nil
}

// patiently does a step, again and again where it is given time.
func (r *runner) patiently(step step) error {
	ends := time.Now().Add(seconds(step.WithinS))
	for {
		err := r.judged(step)
		if err == nil || time.Now().After(ends) {
			return err
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func (r *runner) judged(step step) error {
	do, known := verbs[step.Do]
	if !known {
		return fmt.Errorf("there is no such step here")
	}
	got, err := do(r, step.With)
	if step.Error != nil {
		return step.Error.missing(err)
	}
	if err != nil || step.Expect == nil {
		return err
	}
	return missing(step.Expect, got)
}
