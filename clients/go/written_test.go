package pacts

import (
	"strings"
	"testing"
)

func TestShortened_NameOfALocator_FitsIntoAQueryAndIsThatOfThePythonClient(t *testing.T) {
	for _, test := range []struct{ name, want string }{
		{"css=" + strings.Repeat("a", 508), "css=" + strings.Repeat("a", 508)},
		{"css=" + strings.Repeat("a", 509), "css=" + strings.Repeat("a", 488) + "…510d025f0ab36ed2"},
		{"id=" + strings.Repeat("ä", 400), "id=" + strings.Repeat("ä", 244) + "…38e5e3b029231ae4"},
	} {
		if got := shortened(test.name); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}
