"""Rating rounds: self, appraisal and proposal, decision; within a cap; closed, and corrected only by a new version."""
