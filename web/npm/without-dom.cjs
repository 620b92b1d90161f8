// The same for `require`, which not every Node lets load a module.
