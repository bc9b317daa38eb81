package pacts_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	pacts "github.com/pacts-dev/pacts/clients/go"
	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

const subscribing = "1. Go to /products.html\n2. Click Subscribe\n"

// run asks for a run of some steps on the shop that the scenarios have, by the rules.
func run(t *testing.T, text string) *pactsv1.RunRequirementRequest {
	t.Helper()
	shop := httptest.NewServer(http.FileServer(http.Dir("../../tests/scenarios/site")))
	t.Cleanup(shop.Close)
	return &pactsv1.RunRequirementRequest{
		Requirement: &pacts.Requirement{Name: "shop.md", Text: text},
		Planner:     pacts.PlannerRules, App: t.Name(), BaseUrl: shop.URL,
	}
}

func TestRun_WhatHolds_PassesAndTellsEachStep(t *testing.T) {
	client, text := connected(t, target), subscribing+"3. Verify that \"subscribed\" is visible\n"
	var begun *pactsv1.RunStarted
	steps := 0
	ended, err := client.Runs.Run(t.Context(), run(t, text), func(event *pacts.RunEvent) {
		if event.GetStarted() != nil {
			begun = event.GetStarted()
		}
		if event.GetStepEnded().GetStatus() == pactsv1.StepStatus_STEP_STATUS_PASSED {
			steps++
		}
	})
	if err != nil || ended.GetVerdict() != pacts.RunPass || begun.GetCases() != 1 || steps != 3 {
		t.Fatalf("got %v, %v after %v and %d steps", ended, err, begun, steps)
	}
}

func TestPlanAndRun_SentenceUnreadable_AreRefusedWithItsPart(t *testing.T) {
	client, request := connected(t, target), run(t, "1. Go to /products.html\n2. Ponder the Save button\n")
	_, planned := client.Runs.Plan(t.Context(), &pactsv1.PlanRequirementRequest{
		Requirement: request.GetRequirement(), Planner: request.GetPlanner(),
	})
	_, ran := client.Runs.Run(t.Context(), request, nil)
	for _, err := range []error{planned, ran} {
		var refused *pacts.InvalidFieldError
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), "shop.md:2:") || !strings.Contains(err.Error(), "Ponder") {
			t.Fatalf("got %v", err)
		}
	}
}

func TestWatch_PastTheDeadlineOfTheContext_YieldsTheContextsErrorLast(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	var last error
	for _, err := range connected(t, target).Runs.Watch(ctx, run(t, subscribing)) {
		last = err
	}
	var late *pacts.DeadlineExceededError
	if !errors.As(last, &late) || !errors.Is(last, context.DeadlineExceeded) {
		t.Fatalf("got %v", last)
	}
}
