"""What coding twice keeps: how much is drawn, what was drawn, who coded it how, and who decided."""

from casework.coding.models.coding import Coding
from casework.coding.models.draw import Draw, Plan
from casework.coding.models.exercise import Attempt, Exercise, Task
from casework.coding.models.trend import TrendSeen
from casework.coding.models.verdict import Verdict

__all__ = ["Attempt", "Coding", "Draw", "Exercise", "Plan", "Task", "TrendSeen", "Verdict"]
