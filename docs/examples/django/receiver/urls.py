from django.urls import path
from enquiries.views import receive

urlpatterns = [path("enquiries", receive)]
