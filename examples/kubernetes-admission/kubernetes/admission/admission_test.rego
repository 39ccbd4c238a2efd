package kubernetes.admission.admission_test

import data.kubernetes.admission

labels := {"app.kubernetes.io/name": "web", "app.kubernetes.io/part-of": "shop"}

image := "registry.example.com/shop/web:1.4.2"

container := {
	"name": "web",
	"image": image,
	"securityContext": {"runAsNonRoot": true},
	"resources": {"limits": {"cpu": "1", "memory": "256Mi"}},
}

pod_of(spec) := review_of("Pod", {"metadata": {"labels": labels}, "spec": spec})

review_of(kind, object) := {"request": {
	"uid": "705ab4f5",
	"operation": "CREATE",
	"namespace": "shop",
	"kind": {"kind": kind},
	"object": object,
}}

with_container(change) := pod_of({"containers": [object.union(container, change)]})

refused(asked) := message if {
	response := admission.review.response with input as asked
	response.allowed == false
	response.status.code == 403
	message := response.status.message
}

test_a_good_pod_runs if {
	answer := admission.review with input as with_container({})
	answer.apiVersion == "admission.k8s.io/v1"
	answer.response == {"uid": "705ab4f5", "allowed": true, "warnings": []}
}

test_a_digest_is_a_fixed_image if {
	pinned := concat("", ["registry.example.com/shop/web@sha256:", "00"])
	admission.review.response.allowed with input as with_container({"image": pinned})
}

test_a_foreign_registry if {
	refused(with_container({"image": "docker.io/nginx:1.27"})) == "web: the image docker.io/nginx:1.27 is from no registry of ours"
}

test_a_name_that_begins_like_a_registry_of_ours if {
	contains(refused(with_container({"image": "registry.example.com.evil.example/x:1"})), "no registry of ours")
}

test_tags_that_float if {
	every tag in ["", ":latest"] {
		contains(refused(with_container({"image": concat("", ["registry.example.com/shop/web", tag])})), "no fixed tag")
	}
}

test_a_port_of_the_registry_is_no_tag if {
	contains(refused(with_container({"image": "registry.example.com/a:1/web"})), "no fixed tag")
}

test_privileged if {
	context := {"securityContext": {"privileged": true, "runAsNonRoot": true}}
	refused(with_container(context)) == "web: runs privileged"
}

test_root if {
	refused(pod_of({"containers": [object.remove(container, ["securityContext"])]})) == "web: must set runAsNonRoot"
}

test_the_pod_speaks_for_its_containers if {
	spec := {"containers": [object.remove(container, ["securityContext"])], "securityContext": {"runAsNonRoot": true}}
	admission.review.response.allowed with input as pod_of(spec)
}

test_a_container_that_contradicts_its_pod if {
	own := object.union(container, {"securityContext": {"runAsNonRoot": false}})
	contains(refused(pod_of({"containers": [own], "securityContext": {"runAsNonRoot": true}})), "runAsNonRoot")
}

test_missing_limits_warn_alone if {
	response := admission.review.response with input as pod_of({"containers": [object.remove(container, ["resources"])]})
	response.allowed
	response.warnings == ["web: has no limit of cpu", "web: has no limit of memory"]
}

test_a_path_of_the_host if {
	spec := {"containers": [container], "volumes": [{"name": "root", "hostPath": {"path": "/"}}]}
	refused(pod_of(spec)) == "the volume root mounts a path of the host"
}

test_missing_labels if {
	unlabelled := review_of("Pod", {"metadata": {}, "spec": {"containers": [container]}})
	contains(refused(unlabelled), "the label app.kubernetes.io/name is missing")
}

test_init_containers_count if {
	init := object.union(container, {"name": "init", "image": "evil.example/x:1"})
	startswith(refused(pod_of({"containers": [container], "initContainers": [init]})), "init:")
}

test_workloads_are_judged_by_their_pods if {
	spec := {"containers": [object.union(container, {"image": "evil.example/x:1"})]}
	workload := {"metadata": {"labels": labels}, "spec": {"template": {"spec": spec}}}
	cron := {"metadata": {"labels": labels}, "spec": {"jobTemplate": {"spec": {"template": {"spec": spec}}}}}
	contains(refused(review_of("Deployment", workload)), "no registry of ours")
	contains(refused(review_of("CronJob", cron)), "no registry of ours")
}

test_other_objects_pass if {
	admission.review.response.allowed with input as review_of("ConfigMap", {"data": {"a": "b"}})
}

test_the_system_itself_passes if {
	asked := with_container({"image": "evil.example/x:1"})
	system := object.union(asked, {"request": {"namespace": "kube-system"}})
	admission.review.response.allowed with input as system
}

test_a_deletion_has_no_object if {
	admission.review.response.allowed with input as {"request": {"uid": "1", "operation": "DELETE", "namespace": "shop"}}
}

test_what_is_not_understood_is_refused if {
	refused({"request": {"uid": "1", "operation": "CREATE"}}) == "the request is not an admission review of an object"
	response := admission.review.response with input as {}
	response.allowed == false
	response.uid == ""
}
