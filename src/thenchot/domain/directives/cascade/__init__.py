"""From a clause to the evidence: programmes, plans, tasks and sub-tasks."""
