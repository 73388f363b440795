"""Who is at the other end: wrong tries, where a request comes from, what was sent twice."""
