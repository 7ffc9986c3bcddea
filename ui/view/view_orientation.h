// SPDX-License-Identifier: MIT
#pragma once

namespace tessera {

// Which way up a plane is shown: mirrored left to right first, then turned clockwise.
struct ViewOrientation {
    int quarterTurns = 0; // 0 to 3
    bool isMirrored = false;

    bool isSideways() const { return quarterTurns % 2 != 0; }

    // What is seen, changed once more.
    ViewOrientation turnedRight() const { return {(quarterTurns + 1) % 4, isMirrored}; }
    ViewOrientation turnedLeft() const { return {(quarterTurns + 3) % 4, isMirrored}; }
    ViewOrientation flippedSideways() const { return {(4 - quarterTurns) % 4, !isMirrored}; }
    ViewOrientation flippedUpsideDown() const { return {(6 - quarterTurns) % 4, !isMirrored}; }

    friend bool operator==(const ViewOrientation&, const ViewOrientation&) = default;
};

} // namespace tessera
