"""Addresses of calls, of the desk, and of the library of experiences."""

from django.urls import path

from xingtan.coordination import views

DESK = "coordination/"
CALL = f"{DESK}calls/<slug:call>/"
NOMINATION = f"{DESK}nominations/<uuid:nomination>/"

urlpatterns = [
    path("calls/", views.calls, name="calls"),
    path("calls/<slug:call>/", views.call, name="call"),
    path(DESK, views.desk, name="desk"),
    path(f"{DESK}calls/", views.new_call, name="new-call"),
    path(CALL, views.desk_call, name="desk-call"),
    path(f"{CALL}facts/", views.call_facts, name="call-facts"),
    path(f"{CALL}criteria/", views.criteria, name="criteria"),
    path(f"{CALL}steps/", views.call_steps, name="call-steps"),
    path(f"{CALL}parties/", views.parties, name="parties"),
    path(f"{CALL}tasks/", views.tasks, name="tasks"),
    path(f"{CALL}nominations/", views.nominations, name="nominations"),
    path(f"{DESK}parties/<uuid:party>/departure/", views.departure, name="departure"),
    path(f"{DESK}tasks/<uuid:task>/", views.task, name="task"),
    path(f"{DESK}tasks/<uuid:task>/facts/", views.task_facts, name="task-facts"),
    path(f"{DESK}evidence/<uuid:evidence>/check/", views.evidence_check, name="evidence-check"),
    path(NOMINATION, views.nomination, name="nomination"),
    path(f"{NOMINATION}steps/", views.steps, name="steps"),
    path(f"{NOMINATION}experts/", views.experts, name="experts"),
    path(f"{NOMINATION}follow-ups/", views.follow_ups, name="follow-ups"),
    path(f"{DESK}follow-ups/<uuid:follow_up>/report/", views.follow_up_report, name="follow-up-report"),
    path(f"{DESK}reviews/<uuid:assignment>/", views.review, name="review"),
    path(f"{DESK}reviews/<uuid:assignment>/release/", views.release, name="release"),
    path(f"{DESK}universities/<slug:university>/adoptions/", views.adoptions, name="adoptions"),
    path(f"{DESK}adoptions/<uuid:adoption>/", views.adoption, name="adoption"),
    path(f"{DESK}adoptions/<uuid:adoption>/end/", views.adoption_end, name="adoption-end"),
    path("experiences/", views.experiences, name="experiences"),
    path("experiences/tell/", views.tell, name="tell"),
    path("experiences/<slug:experience>/", views.experience, name="experience"),
    path("experiences/<slug:experience>/words/", views.experience_words, name="experience-words"),
    path("experiences/<slug:experience>/steps/", views.experience_steps, name="experience-steps"),
]
