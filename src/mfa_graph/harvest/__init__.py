"""The rehearsal of a harvest: what a portal that runs CKAN with ckanext-dcat would do with a catalogue of ours.

The rules and the mapping are those of ckanext-dcat 2.4.4, written down from its behaviour; tests hold the mapping to its own
parser, which runs as a program of its own and is no part of this one.
"""
