package pacts

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	pactsv1 "github.com/pacts-dev/pacts/clients/go/pacts/v1"
)

// mayCome says whether another look may find the element after all. One that several are as good as stays so.
func mayCome(miss *Miss) bool {
	switch miss.GetReason() {
	case pactsv1.MissReason_MISS_REASON_UNKNOWN, pactsv1.MissReason_MISS_REASON_NOT_FOUND,
		pactsv1.MissReason_MISS_REASON_HIDDEN, pactsv1.MissReason_MISS_REASON_PAGE_UNAVAILABLE,
		pactsv1.MissReason_MISS_REASON_PAGE_DIFFERS, pactsv1.MissReason_MISS_REASON_DRIFTED,
		pactsv1.MissReason_MISS_REASON_HEAL_REFUSED, pactsv1.MissReason_MISS_REASON_NEVER_HEALED:
		return true
	}
	return false
}

// refused is the miss of an element that is known, not right, and not looked for again.
func refused(checked *Verification, settings *sessionSettings, element string) *Miss {
	reason, why := pactsv1.MissReason_MISS_REASON_HEAL_REFUSED, "it is not looked for again, as this session is set"
	if slices.Contains(settings.neverHeal, element) {
		reason, why = pactsv1.MissReason_MISS_REASON_NEVER_HEALED, "it is named as never to be looked for again"
	}
	return &Miss{Reason: reason, Detail: detailOf(checked) + "; " + why, FailureClass: classOf(checked)}
}

// notYet is the miss of an element that is waited for.
func notYet(checked *Verification) *Miss {
	reason := pactsv1.MissReason_MISS_REASON_NOT_FOUND
	if checked.GetIsSame() {
		reason = pactsv1.MissReason_MISS_REASON_HIDDEN
	}
	return &Miss{Reason: reason, Detail: detailOf(checked), FailureClass: classOf(checked)}
}

func unreachable(err error) *Miss {
	return &Miss{
		Reason: pactsv1.MissReason_MISS_REASON_PAGE_UNAVAILABLE, Detail: err.Error(),
		FailureClass: pactsv1.FailureClass_FAILURE_CLASS_PAGE_UNREACHABLE,
	}
}

func detailOf(checked *Verification) string {
	return cmp.Or(checked.GetDetail(), fmt.Sprintf("its selector matches %d elements", checked.GetMatches()))
}

func classOf(checked *Verification) FailureClass {
	return cmp.Or(checked.GetFailureClass(), pactsv1.FailureClass_FAILURE_CLASS_DRIFT)
}

// quoted returns text as a literal of JavaScript.
func quoted(text string) string {
	literal, err := json.Marshal(text)
	if err != nil {
		panic(err) // A string always has a JSON form.
	}
	return string(literal)
}
