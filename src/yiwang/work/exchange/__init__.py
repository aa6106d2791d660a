"""Supply and demand: needs, offers, posts of service and projects are cards; bodies, volunteers and
residents take them on by claims; money for them is in funds with a public ledger. It refuses to
know who asks: a wish of a resident is a case, and its card says nothing of them."""
