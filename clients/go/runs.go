package pacts

import (
	"context"
	"errors"
	"io"
	"iter"
	"time"

	"google.golang.org/grpc/codes"

	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

const (
	planTimeout = 90 * time.Second
	runTimeout  = 30 * time.Minute
)

// Runs plans and runs requirements in plain words, where the daemon's settings let callers do that: else each call fails
// with a *RunDisabledError. A requirement that cannot be read fails with an *InvalidFieldError that says where.
type Runs struct{ stub pactsv1.RunServiceClient }

// Plan returns what a requirement asks for, sentence by sentence; nothing is run. It ends after 90 s, unless the context
// has a deadline of its own.
func (r *Runs) Plan(ctx context.Context, request *pactsv1.PlanRequirementRequest) (*Plan, error) {
	ctx, cancel := endingAfter(ctx, planTimeout)
	defer cancel()
	return r.stub.PlanRequirement(ctx, request)
}

// Watch runs a requirement, and yields what happens, the result last. An error is the last it yields. It ends after 30
// minutes, unless the context has a deadline of its own; past it, or when the loop is left, the daemon closes the browser
// and acts no more.
func (r *Runs) Watch(ctx context.Context, request *pactsv1.RunRequirementRequest) iter.Seq2[*RunEvent, error] {
	return func(yield func(*RunEvent, error) bool) {
		ctx, cancel := endingAfter(ctx, runTimeout)
		defer cancel()
		told, err := r.stub.RunRequirement(ctx, request)
		for err == nil {
			var event *RunEvent
			if event, err = told.Recv(); err == nil && !yield(event, nil) {
				return
			}
		}
		if !errors.Is(err, io.EOF) {
			yield(nil, errorOf(err))
		}
	}
}

// Run runs a requirement as Watch does, and returns what it comes to; onEvent is told what happens, unless it is nil.
func (r *Runs) Run(
	ctx context.Context, request *pactsv1.RunRequirementRequest, onEvent func(*RunEvent),
) (*RunEnded, error) {
	var ended *RunEnded
	for event, err := range r.Watch(ctx, request) {
		if err != nil {
			return nil, err
		}
		if onEvent != nil {
			onEvent(event)
		}
		ended = event.GetResult()
	}
	if ended == nil {
		failed := &InternalError{}
		failed.set(PactsError{Code: codes.Internal, Reason: "INTERNAL", Message: "the daemon's run ended without a result"})
		return nil, failed
	}
	return ended, nil
}

func endingAfter(ctx context.Context, usual time.Duration) (context.Context, context.CancelFunc) {
	if _, has := ctx.Deadline(); has {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, usual)
}
