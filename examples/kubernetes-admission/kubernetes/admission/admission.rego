# METADATA
# title: What may run in the cluster
# description: >-
#   Answers a Kubernetes AdmissionReview (admission.k8s.io/v1). Each violation has an id; what stands in `warn_only` warns
#   and lets pass. What it does not understand it refuses.
package kubernetes.admission

import data.kubernetes.admission.settings

# METADATA
# title: The review
# description: "An AdmissionReview with the response, as the API server wants it."
# entrypoint: true
review := {
	"apiVersion": "admission.k8s.io/v1",
	"kind": "AdmissionReview",
	"response": object.union({"uid": uid, "allowed": allowed, "warnings": sort(warnings)}, status),
}

uid := object.get(input, ["request", "uid"], "")

default allowed := false

allowed if {
	is_readable
	count(refusals) == 0
}

status := {} if allowed

status := {"status": {"code": 403, "message": concat("; ", sort(refusals))}} if not allowed

refusals contains message if {
	some id, messages in violations
	not id in settings.warn_only
	some message in messages
}

refusals contains "the request is not an admission review of an object" if not is_readable

warnings contains message if {
	some id in settings.warn_only
	some message in violations[id]
}

is_readable if {
	is_object(input.request.object)
	input.request.operation in {"CREATE", "UPDATE"}
}

is_readable if input.request.operation in {"DELETE", "CONNECT"}

is_exempt if input.request.namespace in settings.system_namespaces

# METADATA
# title: Violations by id
# description: "`{id: {message}}`; empty for namespaces of the system itself."
violations[id] contains message if {
	not is_exempt
	some id, messages in found
	some message in messages
}

found.registry_unknown contains sprintf("%s: the image %s is from no registry of ours", [container.name, container.image]) if {
	some container in containers
	not from_known_registry(container.image)
}

found.tag_floats contains sprintf("%s: the image %s has no digest and no fixed tag", [container.name, container.image]) if {
	some container in containers
	floats(container.image)
}

found.privileged contains sprintf("%s: runs privileged", [container.name]) if {
	some container in containers
	container.securityContext.privileged == true
}

found.runs_as_root contains sprintf("%s: must set runAsNonRoot", [container.name]) if {
	some container in containers
	not runs_as_other(container)
}

found.limits_missing contains sprintf("%s: has no limit of %s", [container.name, resource]) if {
	some container in containers
	some resource in ["cpu", "memory"]
	not container.resources.limits[resource]
}

found.host_path contains sprintf("the volume %s mounts a path of the host", [volume.name]) if {
	some volume in pod.volumes
	volume.hostPath
}

found.label_missing contains sprintf("the label %s is missing", [label]) if {
	some label in settings.labels
	pod
	not input.request.object.metadata.labels[label]
}

# A pod is the object itself, or what a workload makes.
pod := input.request.object.spec if input.request.kind.kind == "Pod"

pod := input.request.object.spec.template.spec if {
	input.request.kind.kind in {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"}
}

pod := input.request.object.spec.jobTemplate.spec.template.spec if input.request.kind.kind == "CronJob"

containers contains container if {
	some field in ["containers", "initContainers", "ephemeralContainers"]
	some container in pod[field]
}

from_known_registry(image) if {
	some registry in settings.registries
	startswith(image, registry)
}

floats(image) if {
	not contains(image, "@sha256:")
	not regex.match(`:[^/:]+$`, image)
}

floats(image) if endswith(image, ":latest")

# The container's own setting counts before that of its pod.
runs_as_other(container) if container.securityContext.runAsNonRoot == true

runs_as_other(container) if {
	not has_own_setting(container)
	pod.securityContext.runAsNonRoot == true
}

has_own_setting(container) if is_boolean(container.securityContext.runAsNonRoot)
