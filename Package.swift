// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    // Every unsafe operation is spelled out, and justified beside it.
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // An async function runs where its caller does, unless it says otherwise.
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    // `@_lifetime`: a batch lends spans over its own storage.
    .enableExperimentalFeature("Lifetimes"),
]

let package = Package(
    name: "sluice",
    platforms: [.macOS(.v26)],
    products: [
        .library(name: "Sluice", targets: ["Sluice"]),
        // The target cannot be called `sluice`: beside `Sluice` it collides on case-insensitive disks.
        .executable(name: "sluice", targets: ["SluiceCLI"]),
    ],
    targets: [
        .target(name: "CSluiceKernels"),
        .target(name: "CSluiceRescue"),
        .target(name: "CSluiceSystem"),
        .target(name: "CSluiceProcess"),
        .target(
            name: "Sluice",
            dependencies: ["CSluiceKernels", "CSluiceRescue", "CSluiceSystem"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "SluiceCLI",
            dependencies: ["Sluice", "CSluiceProcess"],
            swiftSettings: settings
        ),
        .target(name: "CAllocationCounter", path: "Benchmarks/CAllocationCounter"),
        // Apart from the benchmarks, whose counter replaces `malloc`, so that the tests can try it.
        .target(name: "StageTrials", dependencies: ["Sluice"], path: "Benchmarks/StageTrials", swiftSettings: settings),
        .executableTarget(
            name: "SluiceBenchmarks",
            dependencies: ["Sluice", "StageTrials", "CAllocationCounter"],
            path: "Benchmarks/SluiceBenchmarks",
            swiftSettings: settings
        ),
        // What the tests of both modules share.
        .target(name: "TestSupport", path: "Tests/Support", swiftSettings: settings),
        .testTarget(
            name: "SluiceTests",
            dependencies: ["Sluice", "CSluiceKernels", "StageTrials", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SluiceCLITests",
            dependencies: ["Sluice", "SluiceCLI", "TestSupport"],
            swiftSettings: settings
        ),
    ]
)
