"""The portal's own JSON API (what AWS keeps private): sign-in, queues, tasks, answers. `portal_routes` lists it."""
