"""How the work of desks stands, for those who supervise them."""
