"""Speaks AWS: bytes in, parameters out; output in, bytes out. Knows no domain and no HTTP server.

A call's journey, in the order the functions are used::

    request = wire_request(method, raw_path, raw_query, raw_headers, body)      exchange
    service = service_of(request)              never fails                      operation_routing
    where = route(request)                     service and operation            operation_routing
    who = verify(request, where.protocol, secret_for, now)                      sigv4
    operation = operation_model(where.service, where.operation)                 service_models
    params = parse(request, operation)                                          request_parsing
    validate(params, operation.input_shape)                                     input_validation
    respond(operation, output, request_id)                                      response_writing
    respond_error(error, service, request_id, where.operation)                  error_writing

Everything that is wrong with a request is raised as a ``WireError`` (wire_errors). Lists page with
``issue_token`` and ``read_token`` (paging_tokens). ``docs/coverage.md`` is written by ``coverage_page``.
The rest is under these: value_reading, query_forms, timestamp_formats, constraint_patterns,
signature_claims, signature_faults, verified_signature, s3_presigned_v2, xml_text.
"""
