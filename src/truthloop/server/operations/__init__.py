"""What each AWS operation does, a few lines each: parameters in (checked against the model), output out.

`operation_table` lists them all; `call_context` says what each is given besides its parameters.
"""
