# METADATA
# entrypoint: true
package app.start

main := {"default": true, "seen": input.user} if input.user

main := {"default": true, "seen": null} if input == null

main := [] if input == []
