"""Addresses of coding twice."""

from django.urls import path

from casework.coding import agreement_views, exercise_views, views

app_name = "coding"
urlpatterns = [
    path("", views.coding_list, name="list"),
    path("agreement/", agreement_views.agreement, name="agreement"),
    path("mine/", agreement_views.mine, name="mine"),
    path("people/<int:user_id>/", agreement_views.person, name="person"),
    path("exercises/", exercise_views.exercises, name="exercises"),
    path("exercises/<int:exercise_id>/", exercise_views.exercise, name="exercise"),
    path("tasks/<int:task_id>/", exercise_views.task, name="task"),
    path("tasks/<int:task_id>/answers/", exercise_views.answers, name="answers"),
    path("draws/<int:draw_id>/take/", views.take, name="take"),
    path("<int:coding_id>/", views.code, name="code"),
    path("<int:coding_id>/give-back/", views.give_back, name="give-back"),
    path("<int:coding_id>/compare/", views.compare, name="compare"),
    path("<int:coding_id>/decide/", views.decide, name="decide"),
]
