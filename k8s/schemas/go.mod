// What the manifests are checked with, pinned: the tools, and the modules whose sources hold the schemas.
module io.mudlark/k8s/schemas

go 1.24.0

require sigs.k8s.io/yaml v1.4.0
