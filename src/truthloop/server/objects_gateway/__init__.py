"""S3 at our own address: who may do what is ours to say, the bytes are the backing store's.

gateway = ObjectsGateway(BackingStore(…), open_gateway_client(), …)
response = await forward(request, gateway, request_id)
"""
