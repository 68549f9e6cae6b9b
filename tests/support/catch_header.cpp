// Catch2's header, precompiled, is all that this is for.
