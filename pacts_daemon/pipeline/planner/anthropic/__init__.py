"""A planner that asks a model of Anthropic's, by the official SDK.

Nothing here imports the SDK but ``client``: it is an extra, and takes long to import.
"""
