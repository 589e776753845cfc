"""Questions of every day, answered by the rules that make a plan."""
