"""Injections, plan, adherence, symptoms, labs: dates and numbers, nothing else."""
