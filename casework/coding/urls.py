"""Addresses of coding twice."""

from django.urls import path

from casework.coding import agreement_views, views

app_name = "coding"
urlpatterns = [
    path("", views.coding_list, name="list"),
    path("agreement/", agreement_views.agreement, name="agreement"),
    path("mine/", agreement_views.mine, name="mine"),
    path("people/<int:user_id>/", agreement_views.person, name="person"),
    path("draws/<int:draw_id>/take/", views.take, name="take"),
    path("<int:coding_id>/", views.code, name="code"),
    path("<int:coding_id>/give-back/", views.give_back, name="give-back"),
    path("<int:coding_id>/compare/", views.compare, name="compare"),
    path("<int:coding_id>/decide/", views.decide, name="decide"),
]
