# METADATA
# entrypoint: true
package app.undefined

p if input.q

deep.er.rule if input.q
