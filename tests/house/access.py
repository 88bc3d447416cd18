"""Who may reach what: every address × every role × every method, decided by hand.

A line is an address, a method and one answer for each of ROLES. `=` repeats the answer before it.
The person of each role works at the desk of the example; the outsider supervises another desk, the
operator has no desk. A method without a line is refused to everybody.

For the models of the admin a line says who may see the list, open the example, add one, change the example
and delete it: S its supervisor, X the outsider, O the operator, - nobody.
"""

from collections.abc import Iterator

ROLES = ("anonymous", "viewer", "logger", "verifier", "reviewer", "supervisor", "outsider", "operator")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

SIGN_IN = """
account_login                         GET   200 302 =   =   =   =   =   =
account_login                         POST  200 302 =   =   =   =   =   =
account_logout                        GET   302 200 =   =   =   =   =   =
account_logout                        POST  302 =   =   =   =   =   =   =
account_change_password               GET   302 200 =   =   =   =   =   =
account_change_password               POST  302 200 =   =   =   =   =   =
account_reset_password                GET   200 =   =   =   =   =   =   =
account_reset_password                POST  200 =   =   =   =   =   =   =
account_reset_password_done           GET   200 =   =   =   =   =   =   =
account_reset_password_from_key       GET   200 =   =   =   =   =   =   =
account_reset_password_from_key       POST  200 =   =   =   =   =   =   =
account_reset_password_from_key_done  GET   200 =   =   =   =   =   =   =
account_reauthenticate                GET   302 200 =   =   =   =   =   =
account_reauthenticate                POST  302 200 =   =   =   =   =   =
account_sessions                      GET   302 200 =   =   =   =   =   =
account_sessions                      POST  302 303 =   =   =   =   =   =
mfa_index                             GET   302 200 =   =   =   =   =   =
mfa_authenticate                      GET   302 =   =   =   =   =   =   =
mfa_authenticate                      POST  302 =   =   =   =   =   =   =
mfa_reauthenticate                    GET   302 =   =   =   =   =   =   =
mfa_reauthenticate                    POST  302 =   =   =   =   =   =   =
mfa_activate_totp                     GET   302 =   =   =   =   =   =   =
mfa_activate_totp                     POST  302 =   =   =   =   =   =   =
mfa_deactivate_totp                   GET   302 404 =   =   =   =   =   =
mfa_deactivate_totp                   POST  302 404 =   =   =   =   =   =
mfa_list_webauthn                     GET   302 =   =   =   =   =   =   =
mfa_add_webauthn                      GET   302 =   =   =   =   =   =   =
mfa_add_webauthn                      POST  302 =   =   =   =   =   =   =
mfa_login_webauthn                    GET   302 =   =   =   =   =   =   =
mfa_login_webauthn                    POST  302 =   =   =   =   =   =   =
mfa_reauthenticate_webauthn           GET   302 =   =   =   =   =   =   =
mfa_reauthenticate_webauthn           POST  302 =   =   =   =   =   =   =
mfa_edit_webauthn                     GET   302 =   =   =   =   =   =   =
mfa_edit_webauthn                     POST  302 =   =   =   =   =   =   =
mfa_remove_webauthn                   GET   302 =   =   =   =   =   =   =
mfa_remove_webauthn                   POST  302 =   =   =   =   =   =   =
mfa_view_recovery_codes               GET   302 =   =   =   =   =   =   =
mfa_download_recovery_codes           GET   302 =   =   =   =   =   =   =
mfa_generate_recovery_codes           GET   302 =   =   =   =   =   =   =
mfa_generate_recovery_codes           POST  302 =   =   =   =   =   =   =
account_invitations                   GET   302 403 =   =   =   200 =   =
account_invitations                   POST  302 403 =   =   =   302 =   =
account_invitation_again              POST  302 =   =   =   =   =   =   =
account_invitation_withdraw           POST  302 404 =   =   =   303 404 303
account_invitation                    GET   200 409 =   =   =   =   =   =
account_invitation                    POST  400 409 =   =   =   =   =   =
account_habits                        GET   302 200 =   =   =   =   =   =
account_habits                        POST  302 303 =   =   =   =   =   =
account_keys                          GET   302 200 =   =   =   =   =   =
account_keys                          POST  302 =   =   =   =   =   =   =
account_key_renew                     POST  302 =   =   =   =   =   =   =
account_key_revoke                    POST  302 303 404 =   =   =   =   =
account_services                      GET   302 403 =   =   =   200 =   =
account_services                      POST  302 403 =   =   =   302 =   =
account_service                       GET   302 404 =   =   =   200 404 200
account_service                       POST  302 404 =   =   =   302 404 302
account_service_key                   POST  302 404 =   =   =   302 404 302
account_service_end                   POST  302 404 =   =   =   303 404 303
"""

PAGES = """
home                                  GET   302 200 =   =   =   =   =   =
incidents:list                        GET   302 200 =   =   =   =   =   =
incidents:detail                      GET   302 200 =   =   =   =   404 =
incidents:section                     GET   302 200 =   =   =   =   404 =
codebook:places                       GET   302 200 =   =   =   =   =   =
codebook:towns                        GET   302 200 =   =   =   =   =   =
incidents:drafts                      GET   302 200 =   =   =   =   404 =
incidents:drafts                      POST  302 200 =   =   =   =   404 =
incidents:draft-end                   POST  302 303 =   =   =   =   404 =
incidents:history                     GET   302 200 =   =   =   =   404 =
incidents:compare                     GET   302 200 =   =   =   =   404 =
incidents:restore                     POST  302 403 =   409 =   =   404 =
incidents:date                        GET   302 200 =   =   =   =   =   =
incidents:point                       GET   302 200 =   =   =   =   =   =
incidents:assess                      POST  302 403 =   303 =   =   404 =
incidents:edit                        GET   302 403 =   200 =   =   404 =
incidents:edit                        POST  302 403 =   303 =   =   404 =
incidents:item                        GET   302 200 =   =   =   =   404 =
incidents:item                        POST  302 403 303 =   =   =   404 =
incidents:item-undo                   POST  302 404 =   =   =   =   =   =
incidents:log                         POST  302 403 400 =   =   =   404 =
incidents:source-change               GET   302 200 =   =   =   =   404 =
incidents:source-change               POST  302 403 =   303 =   =   404 =
incidents:voices                      POST  302 403 =   400 =   =   404 =
incidents:evidence                    POST  302 403 =   200 =   =   404 =
incidents:prove                       GET   302 200 =   =   =   =   404 =
incidents:prove                       POST  302 403 =   303 =   =   404 =
incidents:prove-form                  POST  302 403 =   200 =   =   404 =
incidents:prove-section               GET   302 200 =   =   =   =   404 =
incidents:claim-forms                 GET   302 403 =   200 =   =   404 =
incidents:bring                       POST  302 403 =   303 =   =   404 =
incidents:correct                     GET   302 403 =   200 =   =   404 =
incidents:correct                     POST  302 403 =   303 =   =   404 =
incidents:retract                     POST  302 403 =   303 =   =   404 =
incidents:rate                        POST  302 403 =   303 =   =   404 =
sources:list                          GET   302 200 =   =   =   =   =   =
sources:add                           GET   302 403 200 =   =   =   =   403
sources:add                           POST  302 403 400 =   =   =   =   403
sources:detail                        GET   302 200 =   =   =   =   404 =
sources:fetch                         POST  302 403 303 =   =   =   404 =
sources:copy                          POST  302 403 400 =   =   =   404 =
sources:original                      GET   302 200 =   =   =   =   404 =
sources:fixity                        GET   302 200 =   =   =   =   =   =
sources:warc                          GET   302 200 =   =   =   =   404 =
sources:stamp                         GET   302 200 =   =   =   =   404 =
sources:text                          POST  302 400 =   =   =   =   404 =
sources:sources                       GET   302 200 =   =   =   =   =   =
sources:source                        GET   302 200 =   =   =   =   =   404
sources:source-edit                   GET   302 403 =   =   =   200 =   404
sources:source-edit                   POST  302 403 =   =   =   400 =   404
sources:source-rate                   POST  302 403 =   =   =   400 =   404
sources:source-domain                 POST  302 403 =   =   =   400 =   404
sources:source-merge                  GET   302 403 =   =   =   200 =   404
sources:source-merge                  POST  302 403 =   =   =   400 =   404
sources:source-part                   POST  302 403 =   =   =   409 =   404
sources:agencies                      GET   302 200 =   =   =   =   =   =
sources:agency-add                    GET   302 403 =   =   =   200 =   403
sources:agency-add                    POST  302 403 =   =   =   400 =   403
sources:agency-edit                   GET   302 403 =   =   =   200 =   403
sources:agency-edit                   POST  302 403 =   =   =   400 =   403
sources:agency-retire                 POST  302 403 =   =   =   303 =   403
sources:triage                        GET   302 200 =   =   =   =   =   =
sources:triage-keep                   POST  302 403 303 =   =   =   404 =
sources:triage-drop                   POST  302 403 303 =   =   =   404 =
sources:triage-undo                   POST  302 403 409 =   =   =   404 =
sources:triage-several                POST  302 400 =   =   =   =   =   =
sources:triage-report                 GET   302 404 =   =   =   200 404 =
sources:triage-undo-several           POST  302 404 =   =   =   303 404 =
sources:feeds                         GET   302 200 =   =   =   =   =   =
sources:feed-look                     POST  302 403 =   =   =   303 404 =
sources:feed-stop                     POST  302 403 =   =   =   303 404 =
sources:rules                         GET   302 200 =   =   =   =   =   =
sources:rule-add                      GET   302 403 =   =   =   200 =   403
sources:rule-add                      POST  302 403 =   =   =   400 =   403
sources:rule-edit                     GET   302 403 =   =   =   200 404 =
sources:rule-edit                     POST  302 403 =   =   =   400 404 =
sources:rule-delete                   POST  302 403 =   =   =   303 404 =
digests:mail                          GET   302 200 =   =   =   =   =   =
digests:mail                          POST  302 400 =   =   =   =   =   =
digests:preview                       GET   302 200 =   =   =   =   =   404
digests:sent                          GET   302 200 404 =   =   =   =   =
digests:unsubscribe                   GET   200 =   =   =   =   =   =   =
digests:unsubscribe                   POST  200 =   =   =   =   =   =   =
digests:notifications                 GET   302 200 =   =   =   =   =   =
digests:notifications-done            POST  302 303 =   =   =   =   =   =
digests:notification                  GET   302 404 =   302 404 =   =   =
digests:notification-done             POST  302 404 =   303 404 =   =   =
digests:notification-unread           POST  302 404 =   303 404 =   =   =
digests:watch                         POST  302 303 =   =   =   =   404 =
review:dashboard                      GET   302 403 =   =   =   200 =   403
review:queue                          GET   302 200 =   =   =   =   =   =
review:next                           POST  302 303 =   =   =   =   =   =
review:several                        POST  302 400 =   =   =   =   =   =
review:report                         GET   302 404 =   =   =   200 404 =
review:undo-several                   POST  302 404 =   =   =   303 404 =
review:searches                       GET   302 200 =   =   =   =   =   =
review:searches                       POST  302 400 =   =   =   =   =   =
review:search                         GET   302 =   =   =   =   =   404 =
review:change-search                  POST  302 403 =   =   =   303 404 =
review:delete-search                  POST  302 403 =   =   =   303 404 =
review:move                           POST  302 403 =   =   =   303 404 =
review:undo                           POST  302 403 =   =   =   303 404 =
review:take                           POST  302 403 =   303 =   =   404 =
review:skip                           POST  302 403 =   303 =   =   404 =
review:postpone                       POST  302 403 =   303 =   =   404 =
review:give-back                      POST  302 303 =   =   =   =   404 =
review:heartbeat                      POST  302 409 =   =   =   =   404 =
review:comment                        POST  302 403 303 =   =   =   404 =
review:presence                       POST  302 200 =   =   =   =   404 =
review:people                         GET   302 200 =   =   =   =   404 =
review:order                          POST  302 403 =   303 =   =   404 =
review:tag                            POST  302 403 =   303 =   =   404 =
review:tags                           GET   302 200 =   =   =   =   =   =
review:rename-tag                     POST  302 403 =   =   =   303 404 =
review:retire-tag                     POST  302 403 =   =   =   303 404 =
review:resolve-comment                POST  302 403 303 =   =   =   404 =
review:reopen-comment                 POST  302 403 303 =   =   =   404 =
coding:list                           GET   302 200 =   =   =   =   =   =
coding:agreement                      GET   302 403 =   =   =   200 =   403
coding:mine                           GET   302 200 =   =   =   =   =   =
coding:person                         GET   302 404 =   =   =   200 404 =
coding:exercises                      GET   302 200 =   =   =   =   =   =
coding:exercises                      POST  302 403 =   =   =   400 =   403
coding:exercise                       GET   302 404 =   200 =   =   404 =
coding:exercise                       POST  302 404 =   403 =   409 404 =
coding:task                           GET   302 404 =   200 =   =   404 =
coding:task                           POST  302 404 =   200 =   403 404 =
coding:answers                        GET   302 404 =   =   =   200 404 =
coding:answers                        POST  302 404 =   =   =   409 404 =
coding:take                           POST  302 403 =   =   =   303 404 403
coding:code                           GET   302 404 =   =   303 404 =   =
coding:code                           POST  302 404 =   =   303 404 =   =
coding:give-back                      POST  302 404 =   =   409 =   404 =
coding:compare                        GET   302 404 =   200 =   =   404 =
coding:decide                         POST  302 404 =   403 =   303 404 =
crossref:list                         GET   302 200 =   =   =   =   =   =
crossref:next                         GET   302 303 =   =   =   =   =   =
crossref:pair                         GET   302 200 =   =   =   =   404 =
crossref:judge_pair                   POST  302 403 =   303 =   =   404 =
crossref:take_back_pair               POST  302 403 =   303 =   =   404 =
crossref:offers                       GET   302 200 =   =   =   =   =   =
crossref:answer_offer                 POST  302 403 =   303 =   =   404 =
crossref:take_back_offer              POST  302 403 =   303 =   =   404 =
crossref:imports                      GET   302 403 =   =   =   200 =   403
crossref:imports                      POST  302 403 =   =   =   400 =   403
crossref:import                       GET   302 403 =   =   =   200 =   403
crossref:import_confirm               POST  302 403 =   =   =   303 =   403
crossref:import_report                GET   302 403 =   =   =   200 =   403
lists:list                            GET   302 403 =   200 =   =   =   403
lists:list                            POST  302 403 =   400 =   =   =   403
lists:file                            GET   302 404 =   200 =   =   404 =
lists:columns                         POST  302 404 =   400 =   =   404 =
lists:import                          POST  302 404 =   303 =   =   404 =
lists:undo                            POST  302 404 =   403 409 =   404 =
lists:report                          GET   302 404 =   200 =   =   404 =
crossref:merge                        GET   302 403 =   =   =   200 404 =
crossref:merge                        POST  302 403 =   =   =   200 404 =
crossref:unmerge                      GET   302 403 =   =   =   200 404 =
crossref:unmerge                      POST  302 403 =   =   =   303 404 =
crossref:judge                        POST  302 403 =   303 =   =   404 =
crossref:take_back                    POST  302 403 =   303 =   =   404 =
crossref:link                         POST  302 403 =   303 =   =   404 =
crossref:record                       POST  302 403 =   303 =   =   404 =
crossref:unlink                       POST  302 403 =   303 =   =   404 =
theme                                 POST  302 =   =   =   =   =   =   =
account_language                      POST  302 =   =   =   =   =   =   =
first-operator                        GET   404 =   =   =   =   =   =   =
first-operator                        POST  404 =   =   =   =   =   =   =
health-live                           GET   200 =   =   =   =   =   =   =
health-ready                          GET   200 =   =   =   =   =   =   =
health-metrics                        GET   200 =   =   =   =   =   =   =
"""

# Programs come with a key; a signed-in browser has none, so it is a stranger there.
PROGRAMS = """
api-v1:incident-list                  GET   401 =   =   =   =   =   =   =
api-v1:incident-list                  POST  401 =   =   =   =   =   =   =
api-v1:incident-detail                GET   401 =   =   =   =   =   =   =
api-v1:incident-versions              GET   401 =   =   =   =   =   =   =
api-v1:source-list                    GET   401 =   =   =   =   =   =   =
api-v1:source-detail                  GET   401 =   =   =   =   =   =   =
api-v1:document-list                  GET   401 =   =   =   =   =   =   =
api-v1:document-detail                GET   401 =   =   =   =   =   =   =
api-v1:actor-list                     GET   401 =   =   =   =   =   =   =
api-v1:actor-detail                   GET   401 =   =   =   =   =   =   =
api-v1:place-list                     GET   401 =   =   =   =   =   =   =
api-v1:place-detail                   GET   401 =   =   =   =   =   =   =
api-v1:vocabularies                   GET   401 =   =   =   =   =   =   =
api-v1:changes                        GET   401 =   =   =   =   =   =   =
api-v1:release-list                   GET   401 =   =   =   =   =   =   =
api-v1:release-detail                 GET   401 =   =   =   =   =   =   =
api-v1:release-manifest               GET   401 =   =   =   =   =   =   =
api-v1:release-changes                GET   401 =   =   =   =   =   =   =
api-v1:release-items                  GET   401 =   =   =   =   =   =   =
api-v1:release-incidents              GET   401 =   =   =   =   =   =   =
api-v1:export                         GET   401 =   =   =   =   =   =   =
api-v1:staff-incident-list            GET   401 =   =   =   =   =   =   =
api-v1:staff-incident-list            POST  401 =   =   =   =   =   =   =
api-v1:staff-incident-detail          GET   401 =   =   =   =   =   =   =
api-v1:staff-incident-detail          PATCH 401 =   =   =   =   =   =   =
api-v1:staff-incident-citations       POST  401 =   =   =   =   =   =   =
api-v1:staff-incident-claims          POST  401 =   =   =   =   =   =   =
api-v1:staff-incident-supersede       POST  401 =   =   =   =   =   =   =
api-v1:staff-incident-retract         POST  401 =   =   =   =   =   =   =
api-v1:staff-incident-moves           POST  401 =   =   =   =   =   =   =
api-v1:staff-incident-order           PATCH 401 =   =   =   =   =   =   =
api-v1:staff-incident-tags            POST  401 =   =   =   =   =   =   =
api-v1:staff-incident-tags            DELETE 401 =  =   =   =   =   =   =
api-v1:staff-incident-comments        POST  401 =   =   =   =   =   =   =
api-v1:staff-incident-lease           PUT   401 =   =   =   =   =   =   =
api-v1:staff-incident-lease           DELETE 401 =  =   =   =   =   =   =
acled:read                            GET   401 =   =   =   =   =   =   =
acled:read-as                         GET   401 =   =   =   =   =   =   =
acled:deleted                         GET   401 =   =   =   =   =   =   =
acled:actor                           GET   401 =   =   =   =   =   =   =
acled:actortype                       GET   401 =   =   =   =   =   =   =
acled:country                         GET   401 =   =   =   =   =   =   =
acled:region                          GET   401 =   =   =   =   =   =   =
acled:cast                            GET   401 =   =   =   =   =   =   =
acled:token                           POST  400 =   =   =   =   =   =   =
acled:login                           POST  400 =   =   =   =   =   =   =
ucdp:resource                         GET   401 =   =   =   =   =   =   =
exports:ged                           GET   401 =   =   =   =   =   =   =
ogc:landing                           GET   401 =   =   =   =   =   =   =
ogc:api                               GET   401 =   =   =   =   =   =   =
ogc:conformance                       GET   401 =   =   =   =   =   =   =
ogc:collections                       GET   401 =   =   =   =   =   =   =
ogc:collection                        GET   401 =   =   =   =   =   =   =
ogc:items                             GET   401 =   =   =   =   =   =   =
ogc:item                              GET   401 =   =   =   =   =   =   =
api-v1:staff-document-list            POST  401 =   =   =   =   =   =   =
api-v1:staff-document-detail          GET   401 =   =   =   =   =   =   =
api-v1:schema                         GET   200 =   =   =   =   =   =   =
"""

ADMIN_PAGES = """
admin:index                           GET   302 =   =   =   =   200 =   =
admin:index                           POST  302 =   =   =   =   200 =   =
admin:app_list                        GET   302 =   =   =   =   200 =   =
admin:app_list                        POST  302 =   =   =   =   200 =   =
admin:login                           GET   302 403 =   =   =   302 =   =
admin:login                           POST  302 403 =   =   =   302 =   =
admin:logout                          GET   302 =   =   =   =   200 =   =
admin:logout                          POST  302 =   =   =   =   =   =   =
admin:password_change                 GET   302 =   =   =   =   =   =   =
admin:password_change                 POST  302 =   =   =   =   =   =   =
admin:password_change_done            GET   302 =   =   =   =   =   =   =
admin:autocomplete                    GET   302 =   =   =   =   403 =   =
admin:jsi18n                          GET   302 =   =   =   =   200 =   =
admin:view_on_site                    GET   302 =   =   =   =   404 =   =
admin:view_on_site                    POST  302 =   =   =   =   404 =   =
admin/(?P<url>.*)$                    GET   302 =   =   =   =   404 =   =
admin/(?P<url>.*)$                    POST  302 =   =   =   =   404 =   =
"""

ADMIN_MODELS = """
audit.Entry                           list SXO   open S     add -     change -     delete -
accounts.User                         list O     open O     add O     change O     delete -
accounts.Desk                         list O     open O     add O     change O     delete -
accounts.Membership                   list O     open O     add O     change O     delete O
accounts.ApiKey                       list O     open O     add -     change -     delete -
accounts.Service                      list SXO   open SO    add -     change -     delete -
codebook.Country                      list SX     open SX     add -     change -     delete -
codebook.Edition                      list SX     open SX     add -     change -     delete -
codebook.Vocabulary                   list SX     open SX     add -     change -     delete -
codebook.Term                         list SX     open SX     add -     change -     delete -
codebook.Actor                        list SX     open SX     add SX    change SX    delete -
codebook.Place                        list SX     open SX     add SX    change SX    delete -
coding.Plan                           list SX     open S      add SX    change S     delete -
coding.Draw                           list SX     open S      add -     change -     delete -
review.ApprovalQueue                  list SX     open S      add -     change -     delete -
review.DeskIncident                   list SX     open S      add -     change -     delete -
sources.Source                        list SX     open SX     add SX    change SX    delete -
sources.Agency                        list SX     open SX     add SX    change SX    delete -
sources.Document                      list SX     open S      add -     change S     delete -
sources.Feed                          list SX     open S      add SX    change -     delete -
crossref.Judgement                    list SX     open S      add -     change -     delete -
crossref.ExternalRecord               list SX     open SX     add -     change -     delete -
crossref.Offer                        list SX     open S      add -     change -     delete -
publication.PublishedRevision         list SX     open SX     add -     change -     delete -
publication.PublicNotice              list SX     open SX     add -     change -     delete -
publication.Release                   list SX     open SX     add SX    change -     delete -
digests.Digest                        list SXO    open SO     add -     change -     delete -
digests.Subscription                  list O      open O      add -     change -     delete -
"""

# What is sent where who asks matters only once nothing is missing. The versions are the examples'.
BODIES = {
    "coding:decide": "field=target_type&choice=first&reason=It+is+a+base.&seen=1",
    "crossref:judge": "verdict=same&seen={version}&other_seen={other_version}&replaces={judgement}",
    "crossref:judge_pair": "verdict=same&seen={left_version}&other_seen={right_version}&replaces={judgement}",
    "crossref:unmerge": "donor_seen={donor_version}&survivor_seen={survivor_version}",
    "crossref:link": "kind=reprisal_for&seen={version}",
    "crossref:record": "verdict=same",
    "crossref:answer_offer": "answer=no&was=open",
    "crossref:unlink": "seen={version}",
    "digests:notifications-done": "until=2026-01-05T07:00:00Z",
    "digests:watch": "watch=on",
    "incidents:assess": "outcome=killed&category=total&rule=range&seen={version}",
    "incidents:drafts": "form=comment&seen=1&content=%7B%22fields%22:%7B%7D,%22typed%22:[]%7D",
    "incidents:draft-end": "form=comment",
    "incidents:restore": "version={version}&seen={version}&reason=It+was+better.",
    "incidents:item": "title=Bus+stopped",
    "incidents:edit": "title=Ferry+burnt&seen={version}",
    "incidents:prove": "about=cite&document={document}&snapshot=1&quote=One+of+the+two",
    "incidents:prove-form": "about=killed&quote=One+of+the+two",
    "incidents:bring": "document={document}",
    "incidents:source-change": "answer=still_holds&reason=The+communique+says+so.",
    "incidents:voices": "document={document}&part=&reason=They+had+a+reporter.",
    "incidents:correct": "outcome=killed&category=civilian&low=1&qualifier=at_least&seen={version}",
    "incidents:retract": "note=Of+another+day.&seen={version}",
    "incidents:rate": "credibility=4&seen={version}",
    "review:change-search": "name=Fresh",
    "review:comment": "text=Seen.",
    "review:order": "to=&priority=0&seen={version}",
    "review:tag": "tag=photos&seen={version}",
    "review:rename-tag": "name=Fresh",
    "review:move": "transition=reopen&note=There+is+a+new+report.&seen={version}",
    "review:postpone": "when=hour",
    "review:undo": "seen={version}",
    "sources:agency-retire": "seen=1",
    "sources:rule-delete": "seen=1",
}
# The incident that an address is about, by the start of its title, where it is not the published one.
_FERRY = "Ferry at Diafarabé"
_MARKET = "Crowd kills a man"
_PROVING = ("source-change", "prove", "prove-form", "bring", "correct", "retract", "rate", "claim-forms")
SUBJECTS = {
    "crossref:link": _FERRY,
    "crossref:unlink": _FERRY,
    "incidents:assess": _FERRY,
    "incidents:edit": _FERRY,
    **dict.fromkeys([f"incidents:{name}" for name in _PROVING], _MARKET),
    "review:postpone": _FERRY,
    "review:order": _FERRY,
    "review:tag": _FERRY,
    "review:skip": _FERRY,
    "review:take": _FERRY,
}


def rows() -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Yield address, method and the eight answers of each line."""
    for line in f"{SIGN_IN}{PAGES}{PROGRAMS}{ADMIN_PAGES}".splitlines():
        if line.strip():
            address, method, *answers = line.split()
            for number, answer in enumerate(answers):
                answers[number] = answers[number - 1] if answer == "=" else answer
            yield address, method, tuple(map(int, answers))


def admin_rows() -> Iterator[tuple[str, dict[str, set[str]]]]:
    """Yield model label and the roles that may list, open, add, change and delete its rows."""
    letters = {"S": "supervisor", "X": "outsider", "O": "operator"}
    for line in ADMIN_MODELS.splitlines():
        if line.strip():
            label, *words = line.split()
            pairs = zip(words[::2], words[1::2], strict=True)
            yield label, {word: {letters[each] for each in who if each != "-"} for word, who in pairs}
